using System.Globalization;
using System.Text;
using Cairn.Recording;
using Cairn.Sinks.Files;
using Cairn.Storage;

namespace Cairn.Sinks.Text;

/// <summary>
/// What happened to a checkpoint as one line: time to the second, model, action, id, metrics, size, message. Stateless.
/// </summary>
internal static class CheckpointLine
{
    private const int TimeLength = 19; // without the milliseconds

    // Fits dqn_agent and enhanced_cnn.
    private const int ModelWidth = 15;

    // Fits NOT_SAVED and BACKED_UP.
    private const int ActionWidth = 9;

    /// <param name="line">Where to put it; the new line is left to the caller.</param>
    /// <param name="time">Time as text, to the second or finer.</param>
    /// <param name="record">A record of a checkpoint.</param>
    public static void Append(PooledBuffer line, ReadOnlySpan<byte> time, in TextRecord record)
    {
        CheckpointMetadata? metadata = CheckpointRecord.MetadataOf(record);
        line.Append(time[..TimeLength]);
        AppendCell(line, record[0], ModelWidth);
        AppendCell(line, CheckpointActions.WordOf(CheckpointRecord.ActionOf(record)).ToUpperInvariant(), ActionWidth);
        AppendCell(line, record[1]);
        AppendCell(line, metadata is null ? "" : MetricsText(metadata.PerformanceMetrics));
        AppendCell(line, metadata is null ? "" : SizeText(metadata.Bytes));
        if (!record[3].IsEmpty)
        {
            AppendCell(line, record[3]);
        }
    }

    private static string MetricsText(IReadOnlyDictionary<string, double> metrics) => string.Join(
        ' ',
        metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key}={metric.Value:G6}")));

    private static string SizeText(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576d:0.0} MB");

    private static void AppendCell(PooledBuffer line, string text, int width = 0) =>
        AppendCell(line, Encoding.UTF8.GetBytes(text), width);

    private static void AppendCell(PooledBuffer line, ReadOnlySpan<byte> text, int width = 0)
    {
        line.Append(" | "u8);
        VisibleText.AppendColumn(line, text, width);
    }
}
