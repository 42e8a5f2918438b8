using System.Globalization;
using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>
/// Reads what servers answer, of whatever version: a member that is missing is empty, a number may be a text. Writes the forms
/// that they take.
/// </summary>
internal static class RestJson
{
    public static string Text(JsonElement from, string name) =>
        Member(from, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public static bool IsTrue(JsonElement from, string name) => Member(from, name)?.ValueKind == JsonValueKind.True;

    public static JsonElement Object(JsonElement from, string name) =>
        Member(from, name) is { ValueKind: JsonValueKind.Object } there ? there : default;

    public static IEnumerable<JsonElement> Array(JsonElement from, string name) =>
        Member(from, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    public static long Whole(JsonElement from, string name) => Member(from, name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long value) => value,
        { ValueKind: JsonValueKind.String } text
            when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) => value,
        _ => 0,
    };

    public static double Number(JsonElement from, string name) => Member(from, name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.String } text
            when double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) => value,
        _ => double.NaN,
    };

    /// <summary>Objects of key and value.</summary>
    public static Dictionary<string, string> Pairs(JsonElement from, string name)
    {
        var pairs = new Dictionary<string, string>(); // Bounded by the answer
        foreach (JsonElement pair in Array(from, name))
        {
            pairs[Text(pair, "key")] = Text(pair, "value");
        }

        return pairs;
    }

    public static void WritePairs(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray(name);
        foreach ((string key, string value) in pairs)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteMetrics(Utf8JsonWriter json, string name, IEnumerable<MlflowMetric> metrics)
    {
        json.WriteStartArray(name);
        foreach ((string key, MlflowPoint point) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            WriteNumber(json, "value", point.Value);
            json.WriteNumber("timestamp", Math.Max(0, point.TimeMs)); // before 1970 the whole batch is refused
            json.WriteNumber("step", point.Step);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Bare, they are taken with 200, stored as 0, and all behind them is lost.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value.ToString(CultureInfo.InvariantCulture)); // NaN, Infinity, -Infinity
        }
    }

    private static JsonElement? Member(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out JsonElement member) ? member : null;
}
