using System.Buffers;
using System.Text.Json;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>Recorded histograms and curves as JSON, for people and notebooks. Stateless.</summary>
internal static class MediaJson
{
    private static readonly string[] CurveRows =
        ["true_positives", "false_positives", "true_negatives", "false_negatives", "precision", "recall"];

    /// <summary>
    /// One line: step and time, and of a histogram <c>"not_finite": 0, "edges": […], "counts": […]</c>, n counts between
    /// n + 1 edges; of a curve a list for each of its rows, with one number for each threshold.
    /// </summary>
    public static byte[] Of(MediaInfo media, byte[] content) => Write(json =>
    {
        json.WriteNumber("step", media.Step);
        json.WriteNumber("time_ms", media.TimeUtc.ToUnixTimeMilliseconds());
        if (media.Kind == MediaKind.PrCurve && PrecisionRecallCurve.TryRead(content, out PrecisionRecallCurve? curve))
        {
            WriteCurve(json, curve);
        }
        else if (Histogram.TryRead(content, out Histogram? histogram))
        {
            json.WriteNumber("not_finite", histogram!.NotFinite);
            Numbers(json, "edges", histogram.Edges);
            Numbers(json, "counts", histogram.Counts);
        }
    });

    private static void WriteCurve(Utf8JsonWriter json, PrecisionRecallCurve curve)
    {
        for (int row = 0; row < CurveRows.Length; row++)
        {
            var values = new ArraySegment<float>(curve.Rows, row * curve.Thresholds, curve.Thresholds);
            Numbers(json, CurveRows[row], values.Select(value => (double)value));
        }
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
