using System.Buffers;
using Cairn.Statistics;

namespace Cairn.TensorBoard.Encoding;

/// <summary>
/// Writes whole records of an event file: length, checksums and the event. Stateless. Forms are those that today's
/// TensorBoard reads; see <c>docs/design/tensorboard.md</c>.
/// </summary>
/// <remarks>
/// <c>wallTime</c> is in seconds since 1970, UTC. <c>isFirst</c> is true for the first value of a tag in a file: it alone tells
/// which plugin shows the tag.
/// </remarks>
internal static class EventEncoder
{
    /// <summary>The first record of every file.</summary>
    public static void WriteVersion(IBufferWriter<byte> target, double wallTime) => throw new NotImplementedException();

    /// <summary>The run goes on at a step: readers forget what the files before say of this step and later ones.</summary>
    public static void WriteSessionStart(IBufferWriter<byte> target, double wallTime, long step) =>
        throw new NotImplementedException();

    /// <summary>A scalar: kept as 32 bits, since that is all that TensorBoard shows.</summary>
    public static void WriteScalar(
        IBufferWriter<byte> target, double wallTime, long step, ReadOnlySpan<byte> tag, double value, bool isFirst) =>
        throw new NotImplementedException();

    public static void WriteHistogram(
        IBufferWriter<byte> target, double wallTime, long step, string tag, Histogram histogram, bool isFirst) =>
        throw new NotImplementedException();

    /// <param name="target">Where the record goes.</param>
    /// <param name="wallTime">When.</param>
    /// <param name="step">Which step.</param>
    /// <param name="tag">Its name.</param>
    /// <param name="png">One picture, encoded. The size is read from it.</param>
    /// <param name="isFirst">First of its tag.</param>
    public static void WriteImage(
        IBufferWriter<byte> target, double wallTime, long step, string tag, ReadOnlySpan<byte> png, bool isFirst) =>
        throw new NotImplementedException();

    /// <summary>Text, shown as Markdown.</summary>
    public static void WriteText(
        IBufferWriter<byte> target, double wallTime, long step, string tag, ReadOnlySpan<byte> utf8, bool isFirst) =>
        throw new NotImplementedException();

    public static void WritePrCurve(
        IBufferWriter<byte> target, double wallTime, long step, string tag, PrecisionRecallCurve curve, bool isFirst) =>
        throw new NotImplementedException();

    /// <param name="target">Where the record goes.</param>
    /// <param name="wallTime">When.</param>
    /// <param name="layout">A <c>Layout</c> message: see <see cref="Encode(ScalarLayout)"/>.</param>
    public static void WriteLayout(IBufferWriter<byte> target, double wallTime, ReadOnlySpan<byte> layout) =>
        throw new NotImplementedException();

    /// <param name="target">Where the record goes.</param>
    /// <param name="wallTime">When.</param>
    /// <param name="graphDef">A <c>GraphDef</c> message: see <see cref="Encode(ModelGraph)"/>.</param>
    public static void WriteGraph(IBufferWriter<byte> target, double wallTime, ReadOnlySpan<byte> graphDef) =>
        throw new NotImplementedException();

    /// <summary>Which hyperparameters and metrics TensorBoard compares: once, in the first file that it reads.</summary>
    public static void WriteHparamExperiment(
        IBufferWriter<byte> target,
        double wallTime,
        IReadOnlyDictionary<string, object> hparams,
        IReadOnlyList<string> metricTags) => throw new NotImplementedException();

    /// <summary>The hyperparameters of this run: text, numbers and booleans.</summary>
    public static void WriteHparamStart(
        IBufferWriter<byte> target, double wallTime, IReadOnlyDictionary<string, object> hparams, string group) =>
        throw new NotImplementedException();

    /// <summary>How this run ended.</summary>
    public static void WriteHparamEnd(IBufferWriter<byte> target, double wallTime, RunStatus status) =>
        throw new NotImplementedException();

    /// <summary>A <c>GraphDef</c> message.</summary>
    public static byte[] Encode(ModelGraph graph) => throw new NotImplementedException();

    /// <summary>A <c>Layout</c> message of the custom scalars plugin.</summary>
    public static byte[] Encode(ScalarLayout layout) => throw new NotImplementedException();
}
