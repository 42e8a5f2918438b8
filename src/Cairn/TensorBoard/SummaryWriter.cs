using System.Buffers;
using Cairn.IO;
using Cairn.Statistics;
using Cairn.TensorBoard.Encoding;
using Cairn.TensorBoard.Writing;
using TextEncoding = System.Text.Encoding;

namespace Cairn.TensorBoard;

/// <summary>
/// Writes an event file that TensorBoard reads. Calls put a record into memory and return; a thread of its own writes
/// it within a second. Safe for any number of threads.
/// </summary>
/// <remarks>
/// What the disk refuses stays in memory, up to 64 MiB, and is written when the disk takes it. What comes on top is
/// lost and counted in <see cref="Lost"/>, and so is what is added after <see cref="Dispose"/>. A process that ends
/// without <see cref="Dispose"/> loses the last second.
/// </remarks>
public sealed class SummaryWriter : IDisposable
{
    private readonly TimeProvider _time;
    private readonly EventFileWriter _writer;

    /// <summary>Begins a new event file in a folder, which TensorBoard shows as a run.</summary>
    /// <param name="logDirectory">The run's folder; made when it is not there.</param>
    /// <param name="purgeStep">A run that goes on at this step: what older files of the folder say of it and of later
    /// steps is forgotten by TensorBoard. Null for a new run.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public SummaryWriter(string logDirectory, long? purgeStep = null)
        : this(logDirectory, purgeStep, PhysicalFileSystem.Instance, TimeProvider.System)
    {
    }

    /// <summary>One that may wait for a disk that refuses even the file.</summary>
    internal SummaryWriter(
        string logDirectory, long? purgeStep, IFileSystem files, TimeProvider time, bool waitsForDisk = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(logDirectory);
        _time = time;
        _writer = new EventFileWriter(Path.GetFullPath(logDirectory), files, time, waitsForDisk);
        double now = SecondsOf(default);
        Add(record => EventEncoder.WriteVersion(record, now));
        if (purgeStep is { } step)
        {
            // Twice: TensorBoard takes the first of a run for its beginning, and the files before may have none.
            Add(record => EventEncoder.WriteSessionStart(record, now, step));
            Add(record => EventEncoder.WriteSessionStart(record, now, step));
        }
    }

    /// <summary>The file that is written.</summary>
    public string FilePath => _writer.Path;

    /// <summary>How many records are not in the file and never will be: added while 64 MiB waited for the disk, added
    /// after <see cref="Dispose"/>, or refused by the disk during it.</summary>
    public long Lost => _writer.Backlog.Lost;

    /// <summary>Adds a point of a chart. Allocates nothing once the tag is known.</summary>
    /// <param name="tag">As <c>loss/train</c>: charts are grouped by the part before the first <c>/</c>. Empty becomes
    /// <c>unnamed</c>.</param>
    /// <param name="value">Kept as 32 bits, since that is all that TensorBoard shows: what is too large becomes
    /// infinite. NaN and infinities are kept.</param>
    /// <param name="step">Rising within a tag: TensorBoard drops what an earlier file or record says of a later
    /// step.</param>
    /// <param name="time">When; default now.</param>
    public void AddScalar(string tag, double value, long step, DateTimeOffset time = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        _writer.Backlog.AddScalar(SecondsOf(time), step, tag, value);
    }

    /// <summary>Adds how values are spread, in 30 bins of equal width. NaN and infinities are left out: TensorBoard has
    /// no place for them.</summary>
    /// <param name="tag">Its name, as for <see cref="AddScalar"/>.</param>
    /// <param name="values">Any number, in any order.</param>
    /// <param name="step">Which step.</param>
    /// <param name="time">When; default now.</param>
    public void AddHistogram(string tag, ReadOnlySpan<float> values, long step, DateTimeOffset time = default) =>
        AddHistogram(tag, Histogram.Of(values), step, time);

    /// <summary>Adds how values are spread, counted before.</summary>
    /// <param name="tag">Its name, as for <see cref="AddScalar"/>.</param>
    /// <param name="histogram">The counts.</param>
    /// <param name="step">Which step.</param>
    /// <param name="time">When; default now.</param>
    public void AddHistogram(string tag, Histogram histogram, long step, DateTimeOffset time = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(histogram);
        Add(record => EventEncoder.WriteHistogram(record, SecondsOf(time), step, tag, histogram, isFirst: true));
    }

    /// <summary>Adds a picture.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="png">The picture as PNG.</param>
    /// <param name="step">Which step.</param>
    /// <param name="time">When; default now.</param>
    /// <exception cref="ArgumentException">The bytes are no PNG.</exception>
    public void AddImage(string tag, ReadOnlySpan<byte> png, long step, DateTimeOffset time = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var record = new ArrayBufferWriter<byte>();
        EventEncoder.WriteImage(record, SecondsOf(time), step, tag, png, isFirst: true);
        _writer.Backlog.Add(record.WrittenSpan);
    }

    /// <summary>Adds text, shown as Markdown.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="markdown">The text. Half a surrogate pair in it becomes U+FFFD.</param>
    /// <param name="step">Which step.</param>
    /// <param name="time">When; default now.</param>
    public void AddText(string tag, string markdown, long step, DateTimeOffset time = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        byte[] utf8 = TextEncoding.UTF8.GetBytes(markdown);
        Add(record => EventEncoder.WriteText(record, SecondsOf(time), step, tag, utf8, isFirst: true));
    }

    /// <summary>Adds a precision-recall curve.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="curve">The counts at each threshold.</param>
    /// <param name="step">Which step.</param>
    /// <param name="time">When; default now.</param>
    public void AddPrCurve(string tag, PrecisionRecallCurve curve, long step, DateTimeOffset time = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(curve);
        Add(record => EventEncoder.WritePrCurve(record, SecondsOf(time), step, tag, curve, isFirst: true));
    }

    /// <summary>Says what the model is made of. Of several graphs of a run TensorBoard shows the last.</summary>
    /// <param name="graph">The layers.</param>
    public void AddGraph(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        byte[] message = EventEncoder.Encode(graph);
        Add(record => EventEncoder.WriteGraph(record, SecondsOf(default), message));
    }

    /// <summary>Says which scalars share a chart.</summary>
    /// <param name="layout">The charts, under headings.</param>
    public void AddLayout(ScalarLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        byte[] message = EventEncoder.Encode(layout);
        Add(record => EventEncoder.WriteLayout(record, SecondsOf(default), message));
    }

    /// <summary>Says what this run was trained with, so that TensorBoard can compare it with others.</summary>
    /// <param name="hparams">Text, numbers and booleans; anything else is kept as text, and so are NaN and infinities.
    /// Of one name the last counts.</param>
    /// <param name="metricTags">Scalars that it is judged by. Name the same hyperparameters and metrics in every run:
    /// TensorBoard takes the first list that it finds. Without any metric no list is written, and TensorBoard compares
    /// whatever the runs have.</param>
    public void AddHparams(IEnumerable<KeyValuePair<string, object?>> hparams, params IReadOnlyList<string> metricTags)
    {
        ArgumentNullException.ThrowIfNull(hparams);
        ArgumentNullException.ThrowIfNull(metricTags);
        var values = new Dictionary<string, object>();
        foreach ((string name, object? value) in hparams)
        {
            values[name] = value ?? "null";
        }

        double now = SecondsOf(default);
        if (metricTags.Count > 0)
        {
            Add(record => EventEncoder.WriteHparamExperiment(record, now, values, metricTags));
        }

        Add(record => EventEncoder.WriteHparamStart(record, now, values, group: string.Empty));
    }

    /// <summary>Says how the run ended, for the page that compares hyperparameters.</summary>
    /// <param name="status">Failed, killed and crashed are one for TensorBoard.</param>
    public void EndSession(RunStatus status) =>
        Add(record => EventEncoder.WriteHparamEnd(record, SecondsOf(default), status));

    /// <summary>After this returns, everything added before is in the file: others can read it, and it survives the end
    /// of the process. Nothing happens after <see cref="Dispose"/>.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing that was added is dropped until memory for it
    /// runs out. Or records were lost since the last call: see <see cref="Lost"/>.</exception>
    public void Flush() => _writer.Flush();

    /// <summary>Writes what is left and closes the file. Does not throw.</summary>
    public void Dispose() => _writer.Dispose();

    // Encoded before the lock that calls meet at: lists and texts are the caller's.
    private void Add(Action<IBufferWriter<byte>> encode)
    {
        var record = new ArrayBufferWriter<byte>();
        encode(record);
        _writer.Backlog.Add(record.WrittenSpan);
    }

    private double SecondsOf(DateTimeOffset time)
    {
        DateTimeOffset when = time == default ? _time.GetUtcNow() : time;
        return (when.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond;
    }
}
