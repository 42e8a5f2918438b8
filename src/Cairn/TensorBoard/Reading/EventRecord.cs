using System.Diagnostics.CodeAnalysis;
using Cairn.Statistics;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// One value of an event file, or a record that has no values. A view over the reader's memory: good until the reader reads on.
/// </summary>
public readonly ref struct EventRecord
{
    /// <summary>What it is, as its form and the plugin of its tag say.</summary>
    public EventKind Kind { get; internal init; }

    /// <summary>Where its record begins in the file, in bytes; a record may hold several values.</summary>
    public long Offset { get; internal init; }

    /// <summary>Seconds since 1970, UTC, as the file says: it may be any number.</summary>
    public double WallTime { get; internal init; }

    /// <summary>The step; 0 when the file says none.</summary>
    public long Step { get; internal init; }

    /// <summary>The tag; null for what has none: version, graph, session log.</summary>
    public EventTag? Tag { get; internal init; }

    /// <summary>The number of a <see cref="EventKind.Scalar"/>; 0 for everything else.</summary>
    public double Scalar { get; internal init; }

    /// <summary>
    /// The bytes that say it: of a <see cref="EventKind.Graph"/> the <c>GraphDef</c>, of a <see cref="EventKind.Layout"/> the
    /// <c>Layout</c>, of <see cref="EventKind.Hparams"/> the <c>HParamsPluginData</c>, of a
    /// <see cref="EventKind.Version"/> its text; of everything else the message of the value as the file has it.
    /// </summary>
    public ReadOnlySpan<byte> Payload { get; internal init; }

    /// <summary>Whether a <see cref="EventKind.SessionLog"/> says that a session begins.</summary>
    public bool IsSessionStart { get; internal init; }

    /// <summary>Whether <see cref="Payload"/> is a <c>TensorProto</c>, the form of today, or a message of its own.</summary>
    internal bool IsTensor { get; init; }

    /// <summary>The bins of a <see cref="EventKind.Histogram"/>; false when it is none, or makes no sense.</summary>
    public bool TryReadHistogram([NotNullWhen(true)] out HistogramBins? bins)
    {
        bins = Kind != EventKind.Histogram ? null
            : IsTensor ? HistogramDecoder.Read(new TensorView(Payload)) : HistogramDecoder.Read(Payload);
        return bins is not null;
    }

    /// <summary>The pictures of an <see cref="EventKind.Image"/>; none when it is none, or makes no sense.</summary>
    public IReadOnlyList<EventImage> ReadImages() => Kind != EventKind.Image ? []
        : IsTensor ? ImageDecoder.Read(new TensorView(Payload)) : ImageDecoder.Read(Payload);

    /// <summary>The words of a <see cref="EventKind.Text"/>; false when it is none, or has none.</summary>
    public bool TryReadText([NotNullWhen(true)] out EventText? text)
    {
        text = Kind == EventKind.Text ? TextDecoder.Read(new TensorView(Payload)) : null;
        return text is not null;
    }

    /// <summary>The curve of a <see cref="EventKind.PrCurve"/>; false when it is none, or makes no sense.</summary>
    public bool TryReadPrCurve([NotNullWhen(true)] out PrecisionRecallCurve? curve)
    {
        curve = Kind == EventKind.PrCurve ? PrCurveDecoder.Read(new TensorView(Payload)) : null;
        return curve is not null;
    }

    /// <summary>What <see cref="EventKind.Hparams"/> say; false when it is none, or makes no sense.</summary>
    public bool TryReadHparams([NotNullWhen(true)] out EventHparams? hparams)
    {
        hparams = Kind == EventKind.Hparams ? HparamsDecoder.Read(Payload) : null;
        return hparams is not null;
    }
}
