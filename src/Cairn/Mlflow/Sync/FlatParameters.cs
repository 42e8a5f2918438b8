using System.Text.Json;

namespace Cairn.Mlflow.Sync;

/// <summary>Nested settings as MLflow's parameters, which are texts by key. Stateless.</summary>
internal static class FlatParameters
{
    /// <summary>Objects become keys with dots, <c>optimizer.lr</c>; lists and empty objects stay JSON; texts lose their quotes.</summary>
    /// <param name="parameters">JSON values by key.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var flat = new List<KeyValuePair<string, string>>();
        foreach ((string key, string json) in parameters)
        {
            try
            {
                using var document = JsonDocument.Parse(json);
                Add(key, document.RootElement, flat);
            }
            catch (JsonException)
            {
                flat.Add(new(key, json)); // written by somebody else
            }
        }

        return flat;
    }

    private static void Add(string key, JsonElement value, List<KeyValuePair<string, string>> flat)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().Any())
        {
            flat.Add(new(key, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
            return;
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            Add($"{key}.{property.Name}", property.Value, flat);
        }
    }
}
