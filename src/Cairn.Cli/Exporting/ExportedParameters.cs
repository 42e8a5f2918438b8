using System.Text.Json;

namespace Cairn.Cli.Exporting;

/// <summary>Parameters of a run as the text, numbers and booleans that TensorBoard compares.</summary>
internal static class ExportedParameters
{
    public static Dictionary<string, object> Of(IReadOnlyDictionary<string, string> parameters)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach ((string key, string json) in parameters)
        {
            if (Of(json) is { } value)
            {
                values.Add(key, value);
            }
        }

        return values;
    }

    /// <summary>Null for JSON's null, which is no value there.</summary>
    private static object? Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement value = document.RootElement;
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetDouble(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Null => null,
                _ => json,
            };
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
