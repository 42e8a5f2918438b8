using System.Text.Json;

namespace Cairn.Cli.Output;

/// <summary>Stored JSON as people read it.</summary>
internal static class StoredJson
{
    /// <summary>
    /// The leaves of a JSON object by dotted name, without those that are null; one entry for a text that is no object.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> Flatten(string json)
    {
        using JsonDocument? document = TryParse(json);
        if (document is null)
        {
            return json.Length == 0 ? [] : [new("", json)];
        }

        var leaves = new List<KeyValuePair<string, string>>();
        AddLeaves(document.RootElement, "", leaves);
        return leaves;
    }

    /// <summary>A JSON value; a string without its quotes.</summary>
    public static string Value(string json)
    {
        using JsonDocument? document = TryParse(json);
        return document is null ? json : Text(document.RootElement);
    }

    private static JsonDocument? TryParse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void AddLeaves(JsonElement element, string name, List<KeyValuePair<string, string>> leaves)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            leaves.Add(new(name, Text(element)));
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                AddLeaves(property.Value, name.Length == 0 ? property.Name : $"{name}.{property.Name}", leaves);
            }
        }
    }

    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
}
