using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cairn.Capture;

/// <summary>
/// Writes the values that people hand in (configuration, parameters, summaries, event data) as JSON, without reflection and
/// without ever failing: NaN and infinities become the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>; what has no JSON
/// form is written as its text; secrets are masked.
/// </summary>
internal static class JsonCapture
{
    /// <summary>Deeper nesting is cut, which also ends cycles.</summary>
    private const int MaxDepth = 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON object; <c>{}</c> for null.</summary>
    public static string Object(IEnumerable<KeyValuePair<string, object?>>? values) =>
        Write(writer => WriteObject(writer, values ?? [], MaxDepth));

    /// <summary>A JSON value.</summary>
    public static string Value(string key, object? value) =>
        Write(writer => WriteValue(writer, key, value, MaxDepth));

    /// <summary>A JSON object of metric values.</summary>
    public static string Metrics(ReadOnlySpan<MetricValue> values)
    {
        var pairs = new KeyValuePair<string, object?>[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            pairs[i] = new KeyValuePair<string, object?>(values[i].Name ?? "", values[i].Value);
        }

        return Object(pairs);
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> values, int depth)
    {
        writer.WriteStartObject();
        var names = new HashSet<string>();
        foreach ((string key, object? value) in values)
        {
            if (names.Add(key))
            {
                writer.WritePropertyName(key);
                WriteValue(writer, key, value, depth - 1);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, string key, object? value, int depth)
    {
        switch (value)
        {
            case not null and not ValueType when SecretMask.IsSecretKey(key):
                writer.WriteStringValue(SecretMask.Masked);
                break;
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case sbyte or short or int or long or byte or ushort or uint:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case JsonElement element:
                WriteElement(writer, key, element, depth);
                break;
            case IEnumerable<KeyValuePair<string, object?>> nested when depth > 0:
                WriteObject(writer, nested, depth);
                break;
            case IEnumerable items and not string when depth > 0:
                WriteArray(writer, key, items, depth);
                break;
            default:
                writer.WriteStringValue(SecretMask.Mask(key, TextOf(value)));
                break;
        }
    }

    private static void WriteElement(Utf8JsonWriter writer, string key, JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteValue(writer, key, element.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value), depth);
                break;
            case JsonValueKind.Array:
                WriteValue(writer, key, element.EnumerateArray().ToArray(), depth);
                break;
            case JsonValueKind.String:
                WriteValue(writer, key, element.GetString(), depth);
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, string key, IEnumerable items, int depth)
    {
        writer.WriteStartArray();
        foreach (object? item in items)
        {
            WriteValue(writer, key, item, depth - 1);
        }

        writer.WriteEndArray();
    }

    private static string TextOf(object value) => value switch
    {
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture) switch
        {
            double.PositiveInfinity => "Infinity",
            double.NegativeInfinity => "-Infinity",
            _ => "NaN",
        },
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
