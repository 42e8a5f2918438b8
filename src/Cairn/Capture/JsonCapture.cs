using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cairn.Capture;

/// <summary>
/// Writes the values that people hand in (configuration, parameters, summaries, event data) as JSON, without reflection
/// and without ever failing: NaN and infinities become the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>; what
/// has no JSON form is written as its text; secrets are masked. Stateless.
/// </summary>
internal static class JsonCapture
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON object; <c>{}</c> for null. Of values with one key the first counts.</summary>
    public static string Object(IEnumerable<KeyValuePair<string, object?>>? values) =>
        Write(writer => writer.WriteObject(values ?? []));

    /// <summary>A JSON value.</summary>
    public static string Value(string key, object? value) => Write(writer => writer.WriteValue(key, value));

    /// <summary>A JSON object of metric values.</summary>
    public static string Metrics(ReadOnlySpan<MetricValue> values)
    {
        var pairs = new KeyValuePair<string, object?>[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            pairs[i] = new KeyValuePair<string, object?>(values[i].Name, values[i].Value);
        }

        return Object(pairs);
    }

    private static string Write(Action<CaptureWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(new CaptureWriter(json));
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
