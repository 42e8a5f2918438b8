using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cairn.Storage;

/// <summary>How often each action, as a JSON object by name, the names in order. Stateless.</summary>
internal static class ActionCountsJson
{
    public static string Write(IReadOnlyDictionary<string, long> actions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach ((string action, long count) in actions.OrderBy(static one => one.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(action, count);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// Empty when the text is no such object, or an action's name has half a character in it; what is no count is left
    /// out.
    /// </summary>
    public static Dictionary<string, long> Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadMembers(document.RootElement) : [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    private static Dictionary<string, long> ReadMembers(JsonElement json)
    {
        var actions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out long count) && count > 0)
            {
                actions[member.Name] = count;
            }
        }

        return actions;
    }
}
