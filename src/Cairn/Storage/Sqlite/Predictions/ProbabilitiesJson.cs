using System.Globalization;
using System.Text.Json;

namespace Cairn.Storage.Sqlite;

/// <summary>Probability by action, as a JSON object; what JSON cannot hold as a number is a string. Stateless.</summary>
internal static class ProbabilitiesJson
{
    private static readonly IReadOnlyDictionary<string, double> None = new Dictionary<string, double>();

    /// <summary>
    /// Empty when the text is no such object, or has half a character in it: a prediction is worth showing without them.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Read(string json)
    {
        if (json.Length == 0)
        {
            return None;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadMembers(document.RootElement) : None;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return None;
        }
    }

    private static Dictionary<string, double> ReadMembers(JsonElement json)
    {
        var probabilities = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            // The last one holds where an action was named twice.
            probabilities[member.Name] = ReadNumber(member.Value);
        }

        return probabilities;
    }

    private static double ReadNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(
            value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => double.NaN,
    };
}
