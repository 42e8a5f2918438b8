using System.Text;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Statistics;
using Cairn.TensorBoard;
using Cairn.TensorBoard.Encoding;

namespace Cairn;

/// <content>What a run has to look at besides numbers.</content>
public sealed partial class Run
{
    internal const string GraphName = "graph";
    internal const string LayoutName = "layout";

    /// <summary>Records how values are spread: weights, gradients, errors.</summary>
    /// <param name="name">As <c>gradients/encoder</c>.</param>
    /// <param name="step">The step that it belongs to.</param>
    /// <param name="values">They are counted here and now, about 2 ms for a million.</param>
    public void LogHistogram(string name, long step, ReadOnlySpan<float> values) =>
        LogHistogram(name, step, Histogram.Of(values));

    /// <inheritdoc cref="LogHistogram(string, long, ReadOnlySpan{float})"/>
    public void LogHistogram(string name, long step, Histogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        Media(MediaKind.Histogram, name, step, histogram.ToBytes());
    }

    /// <summary>Records a picture: at most some 500 KB; of a larger one only a warning is kept.</summary>
    /// <param name="name">As <c>predictions/scatter</c>.</param>
    /// <param name="step">The step that it belongs to.</param>
    /// <param name="png">The picture as PNG.</param>
    public void LogImage(string name, long step, ReadOnlySpan<byte> png) => Media(MediaKind.Image, name, step, png);

    /// <summary>Records words that belong to a step, shown as Markdown.</summary>
    public void LogText(string name, long step, string markdown) =>
        Media(MediaKind.Text, name, step, Encoding.UTF8.GetBytes(markdown ?? ""));

    /// <summary>Records a precision-recall curve.</summary>
    public void LogPrCurve(string name, long step, PrecisionRecallCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        Media(MediaKind.PrCurve, name, step, curve.ToBytes());
    }

    /// <summary>Records what the model is made of; the last one holds.</summary>
    public void LogGraph(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Media(MediaKind.Graph, GraphName, 0, EventEncoder.Encode(graph));
    }

    /// <summary>Records which series TensorBoard shows in one chart; the last one holds.</summary>
    public void LogLayout(ScalarLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Media(MediaKind.ScalarLayout, LayoutName, 0, EventEncoder.Encode(layout));
    }

    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="step">The step that it belongs to.</param>
    /// <param name="content">As <paramref name="kind"/> says.</param>
    /// <param name="timeMs">When, in milliseconds since 1970; 0 for now.</param>
    internal void Media(MediaKind kind, string name, long step, ReadOnlySpan<byte> content, long timeMs = 0)
    {
        if (content.Length > RecordContent.MaxBytes)
        {
            LogWarning(
                $"{kind} '{Legal(name)}' at step {step} was not kept: it has {content.Length} bytes, and {RecordContent.MaxBytes} "
                + "fit into a record. Make it smaller.");
            return;
        }

        TextRecordHeader header = TextRecordHeader.Of(Number, (int)kind) with { Step = step, TimeMs = timeMs };
        _tracker.Recorder.Content(RecordKind.Media, header, new RecordContent(Legal(name), content));
    }
}
