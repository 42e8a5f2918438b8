using System.Buffers;
using Cairn.Statistics;
using TextEncoding = System.Text.Encoding;

namespace Cairn.TensorBoard.Encoding;

/// <summary>
/// Writes whole records of an event file: length, checksums and the event. Stateless. Forms are those that today's
/// TensorBoard reads; see <c>docs/design/tensorboard.md</c>.
/// </summary>
/// <remarks>
/// <c>wallTime</c> is in seconds since 1970, UTC; one that is not finite is written as 0, since readers drop values
/// without a finite time. An empty tag becomes <c>unnamed</c>. <c>isFirst</c> is true for the first value of a tag in a
/// file: it alone must tell which plugin shows the tag.
/// </remarks>
internal static class EventEncoder
{
    // Scalars with tags of up to 150 bytes, and what a picture or a text has besides its bytes.
    private const int UsualBytes = 256;

    /// <summary>The first record of every file.</summary>
    public static void WriteVersion(IBufferWriter<byte> target, double wallTime)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        WriteTime(ref message, wallTime, step: 0);
        message.WriteBytes(Fields.Event.FileVersion, "brain.Event:2"u8);
        int source = message.BeginMessage(Fields.Event.SourceMetadata);
        message.WriteBytes(Fields.SourceMetadata.Writer, "cairn"u8);
        message.EndMessage(source);
        Finish(ref message, target);
    }

    /// <summary>
    /// The run goes on at a step: readers forget what the files before say of this step and later ones. TensorBoard
    /// takes the first such record of a run for the run's beginning, and forgets at the second.
    /// </summary>
    public static void WriteSessionStart(IBufferWriter<byte> target, double wallTime, long step)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        WriteTime(ref message, wallTime, step);
        int session = message.BeginMessage(Fields.Event.SessionLog);
        message.WriteInt64(Fields.SessionLog.Status, Fields.SessionLog.Start);
        message.EndMessage(session);
        Finish(ref message, target);
    }

    /// <summary>A scalar: kept as 32 bits, since that is all that TensorBoard shows. What is too large becomes
    /// infinite.</summary>
    public static void WriteScalar(
        IBufferWriter<byte> target, double wallTime, long step, ReadOnlySpan<byte> tag, double value, bool isFirst)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        OpenValue open = Begin(ref message, wallTime, step, tag);
        TensorMessage.WriteScalar(ref message, (float)value);
        End(ref message, target, open, isFirst ? "scalars"u8 : default);
    }

    public static void WriteHistogram(
        IBufferWriter<byte> target, double wallTime, long step, string tag, Histogram histogram, bool isFirst)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        OpenValue open = Begin(ref message, wallTime, step, Utf8(tag));
        TensorMessage.WriteHistogram(ref message, histogram);
        End(ref message, target, open, isFirst ? "histograms"u8 : default);
    }

    /// <param name="target">Where the record goes.</param>
    /// <param name="wallTime">When.</param>
    /// <param name="step">Which step.</param>
    /// <param name="tag">Its name.</param>
    /// <param name="png">One picture, encoded. The size is read from it.</param>
    /// <param name="isFirst">First of its tag.</param>
    /// <exception cref="ArgumentException">The bytes are no PNG; nothing was written.</exception>
    public static void WriteImage(
        IBufferWriter<byte> target, double wallTime, long step, string tag, ReadOnlySpan<byte> png, bool isFirst)
    {
        if (!PngHeader.TryRead(png, out int width, out int height))
        {
            throw new ArgumentException(
                $"The {png.Length} bytes for '{tag}' are no PNG picture. Encode it as PNG first.", nameof(png));
        }

        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        OpenValue open = Begin(ref message, wallTime, step, Utf8(tag));
        TensorMessage.WriteImage(ref message, width, height, png);
        End(ref message, target, open, isFirst ? "images"u8 : default);
    }

    /// <summary>Text, shown as Markdown.</summary>
    public static void WriteText(
        IBufferWriter<byte> target, double wallTime, long step, string tag, ReadOnlySpan<byte> utf8, bool isFirst)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        OpenValue open = Begin(ref message, wallTime, step, Utf8(tag));
        TensorMessage.WriteString(ref message, utf8);
        End(ref message, target, open, isFirst ? "text"u8 : default);
    }

    public static void WritePrCurve(
        IBufferWriter<byte> target, double wallTime, long step, string tag, PrecisionRecallCurve curve, bool isFirst)
    {
        var content = new ProtobufWriter(stackalloc byte[UsualBytes]);
        content.WriteInt64(Fields.PrCurve.Thresholds, curve.Thresholds);
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        OpenValue open = Begin(ref message, wallTime, step, Utf8(tag));
        TensorMessage.WritePrCurve(ref message, curve);
        End(ref message, target, open, isFirst ? "pr_curves"u8 : default, content.Written);
    }

    /// <param name="target">Where the record goes.</param>
    /// <param name="wallTime">When.</param>
    /// <param name="layout">A <c>Layout</c> message: see <see cref="Encode(ScalarLayout)"/>.</param>
    public static void WriteLayout(IBufferWriter<byte> target, double wallTime, ReadOnlySpan<byte> layout)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        OpenValue open = Begin(ref message, wallTime, step: 0, "custom_scalars__config__"u8);
        TensorMessage.WriteString(ref message, layout);
        End(ref message, target, open, "custom_scalars"u8);
    }

    /// <param name="target">Where the record goes.</param>
    /// <param name="wallTime">When.</param>
    /// <param name="graphDef">A <c>GraphDef</c> message: see <see cref="Encode(ModelGraph)"/>.</param>
    public static void WriteGraph(IBufferWriter<byte> target, double wallTime, ReadOnlySpan<byte> graphDef)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        WriteTime(ref message, wallTime, step: 0);
        message.WriteBytes(Fields.Event.GraphDef, graphDef);
        Finish(ref message, target);
    }

    /// <summary>
    /// Which hyperparameters and metrics TensorBoard compares. It takes the first that it finds, for all runs; without
    /// any it compares all hyperparameters and scalars of all runs.
    /// </summary>
    public static void WriteHparamExperiment(
        IBufferWriter<byte> target,
        double wallTime,
        IReadOnlyDictionary<string, object> hparams,
        IReadOnlyList<string> metricTags) => WriteHparams(
        target, wallTime, "_hparams_/experiment"u8, HparamsMessages.Experiment(wallTime, hparams, metricTags));

    /// <summary>The hyperparameters of this run: text, numbers and booleans. Runs of one group are one row; an empty
    /// group makes the run a row of its own.</summary>
    public static void WriteHparamStart(
        IBufferWriter<byte> target, double wallTime, IReadOnlyDictionary<string, object> hparams, string group) =>
        WriteHparams(
            target,
            wallTime,
            "_hparams_/session_start_info"u8,
            HparamsMessages.SessionStart(wallTime, hparams, group));

    /// <summary>How this run ended.</summary>
    public static void WriteHparamEnd(IBufferWriter<byte> target, double wallTime, RunStatus status) => WriteHparams(
        target, wallTime, "_hparams_/session_end_info"u8, HparamsMessages.SessionEnd(wallTime, status));

    /// <summary>A <c>GraphDef</c> message.</summary>
    public static byte[] Encode(ModelGraph graph) => GraphMessage.Of(graph);

    /// <summary>A <c>Layout</c> message of the custom scalars plugin.</summary>
    public static byte[] Encode(ScalarLayout layout) => LayoutMessage.Of(layout);

    private static void WriteHparams(
        IBufferWriter<byte> target, double wallTime, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> content)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        OpenValue open = Begin(ref message, wallTime, step: 0, tag);
        TensorMessage.WriteNothing(ref message);
        End(ref message, target, open, "hparams"u8, content);
    }

    private static void WriteTime(ref ProtobufWriter message, double wallTime, long step)
    {
        message.WriteDoubleIfSet(Fields.Event.WallTime, double.IsFinite(wallTime) ? wallTime : 0);
        message.WriteInt64IfSet(Fields.Event.Step, step);
    }

    private static OpenValue Begin(
        ref ProtobufWriter message, double wallTime, long step, scoped ReadOnlySpan<byte> tag)
    {
        WriteTime(ref message, wallTime, step);
        int summary = message.BeginMessage(Fields.Event.Summary);
        int value = message.BeginMessage(Fields.Summary.Value);
        message.WriteBytes(Fields.Value.Tag, tag.IsEmpty ? "unnamed"u8 : tag);
        return new OpenValue(summary, value);
    }

    /// <param name="message">The event.</param>
    /// <param name="target">Where the record goes.</param>
    /// <param name="open">What <see cref="Begin"/> gave.</param>
    /// <param name="plugin">Who shows the value; empty when an earlier value of the tag said so.</param>
    /// <param name="content">What the plugin wants to know besides.</param>
    private static void End(
        ref ProtobufWriter message,
        IBufferWriter<byte> target,
        OpenValue open,
        scoped ReadOnlySpan<byte> plugin,
        scoped ReadOnlySpan<byte> content = default)
    {
        if (!plugin.IsEmpty)
        {
            int metadata = message.BeginMessage(Fields.Value.Metadata);
            int data = message.BeginMessage(Fields.Metadata.PluginData);
            message.WriteBytes(Fields.PluginData.Name, plugin);
            if (!content.IsEmpty)
            {
                message.WriteBytes(Fields.PluginData.Content, content);
            }

            message.EndMessage(data);
            message.EndMessage(metadata);
        }

        message.EndMessage(open.Value);
        message.EndMessage(open.Summary);
        Finish(ref message, target);
    }

    private static void Finish(ref ProtobufWriter message, IBufferWriter<byte> target)
    {
        RecordFrame.Write(target, message.Written);
        message.Dispose();
    }

    private static byte[] Utf8(string tag) => TextEncoding.UTF8.GetBytes(tag);

    /// <summary>Where the two messages around a value began.</summary>
    private readonly record struct OpenValue(int Summary, int Value);
}
