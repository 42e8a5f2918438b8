using System.Buffers;
using Cairn.Statistics;

namespace Cairn.TensorBoard.Encoding;

/// <summary>Writes what a run has to look at, as the journal and the store have it, as records of an event file. Stateless.</summary>
internal static class MediaEvent
{
    /// <summary>False when the content is not what its kind demands; then nothing was written.</summary>
    public static bool TryWrite(
        IBufferWriter<byte> target,
        MediaKind kind,
        double wallTime,
        long step,
        string tag,
        ReadOnlySpan<byte> content,
        bool isFirst)
    {
        switch (kind)
        {
            case MediaKind.Histogram when Histogram.TryRead(content, out Histogram? histogram):
                EventEncoder.WriteHistogram(target, wallTime, step, tag, histogram!, isFirst);
                return true;
            case MediaKind.Image when PngHeader.TryRead(content, out _, out _):
                EventEncoder.WriteImage(target, wallTime, step, tag, content, isFirst);
                return true;
            case MediaKind.Text:
                EventEncoder.WriteText(target, wallTime, step, tag, content, isFirst);
                return true;
            case MediaKind.PrCurve when PrecisionRecallCurve.TryRead(content, out PrecisionRecallCurve? curve):
                EventEncoder.WritePrCurve(target, wallTime, step, tag, curve, isFirst);
                return true;
            case MediaKind.Graph:
                EventEncoder.WriteGraph(target, wallTime, content);
                return true;
            case MediaKind.ScalarLayout:
                EventEncoder.WriteLayout(target, wallTime, content);
                return true;
            default:
                return false;
        }
    }
}
