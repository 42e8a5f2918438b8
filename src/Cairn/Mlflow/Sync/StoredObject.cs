using System.Text.Json;

namespace Cairn.Mlflow.Sync;

/// <summary>JSON that somebody else may have written into the store. Stateless.</summary>
internal static class StoredObject
{
    /// <summary>The values of an object by name, as JSON; none when it is no object.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, one.Value.GetRawText()))]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
