using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cairn.Statistics;

namespace Cairn.Mlflow.Sync;

/// <summary>Recorded histograms and curves as JSON, for people and notebooks. Stateless.</summary>
internal static class MediaJson
{
    private static readonly string[] CurveRows =
        ["true_positives", "false_positives", "true_negatives", "false_negatives", "precision", "recall"];

    /// <summary><c>{"not_finite": 0, "edges": […], "counts": […]}</c>: n counts between n + 1 edges.</summary>
    public static byte[] OfHistogram(ReadOnlySpan<byte> content) => Histogram.TryRead(content, out Histogram? histogram)
        ? Write(json =>
        {
            json.WriteNumber("not_finite", histogram!.NotFinite);
            Numbers(json, "edges", histogram.Edges);
            Numbers(json, "counts", histogram.Counts);
        })
        : "{}"u8.ToArray();

    /// <summary>A list for each row of the curve, with one number for each threshold.</summary>
    public static byte[] OfCurve(ReadOnlySpan<byte> content)
    {
        float[] numbers = MemoryMarshal.Cast<byte, float>(content).ToArray();
        int thresholds = numbers.Length / CurveRows.Length;
        return Write(json =>
        {
            for (int row = 0; row < CurveRows.Length; row++)
            {
                Numbers(json, CurveRows[row], numbers.Skip(row * thresholds).Take(thresholds).Select(value => (double)value));
            }
        });
    }

    private static byte[] Write(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumberValue(value);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }
}
