using System.Text.Json;
using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>What an event holds for programs; anything may be missing, or of another type. Stateless.</summary>
internal static class EventData
{
    public static string? Text(RunEvent one, string name) =>
        Find(one, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static long? Integer(RunEvent one, string name) =>
        Find(one, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : null;

    private static JsonElement? Find(RunEvent one, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(one.DataJson);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out JsonElement value) ? value.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
