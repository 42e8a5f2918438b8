using Cairn.IO;
using Cairn.Statistics;

namespace Cairn.TensorBoard;

/// <summary>
/// Writes an event file that TensorBoard reads. Calls put a record into memory and return; a thread of its own writes it.
/// Safe for any number of threads.
/// </summary>
public sealed class SummaryWriter : IDisposable
{
    /// <summary>Begins a new event file in a folder, which TensorBoard shows as a run.</summary>
    /// <param name="logDirectory">The run's folder; made when it is not there.</param>
    /// <param name="purgeStep">A run that goes on at this step: what older files of the folder say of it and of later steps is
    /// forgotten by TensorBoard. Null for a new run.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public SummaryWriter(string logDirectory, long? purgeStep = null)
        : this(logDirectory, purgeStep, PhysicalFileSystem.Instance, TimeProvider.System)
    {
    }

    internal SummaryWriter(string logDirectory, long? purgeStep, IFileSystem files, TimeProvider time) =>
        throw new NotImplementedException();

    /// <summary>The file that is written.</summary>
    public string FilePath => throw new NotImplementedException();

    /// <summary>Adds a point of a chart.</summary>
    /// <param name="tag">As <c>loss/train</c>: charts are grouped by the part before the first <c>/</c>.</param>
    /// <param name="value">Kept as 32 bits, since that is all that TensorBoard shows.</param>
    /// <param name="step">Rising within a tag: TensorBoard drops what an earlier file or record says of a later step.</param>
    /// <param name="time">When; default now.</param>
    public void AddScalar(string tag, double value, long step, DateTimeOffset time = default) =>
        throw new NotImplementedException();

    /// <summary>Adds how values are spread.</summary>
    public void AddHistogram(string tag, ReadOnlySpan<float> values, long step, DateTimeOffset time = default) =>
        AddHistogram(tag, Histogram.Of(values), step, time);

    /// <inheritdoc cref="AddHistogram(string, ReadOnlySpan{float}, long, DateTimeOffset)"/>
    public void AddHistogram(string tag, Histogram histogram, long step, DateTimeOffset time = default) =>
        throw new NotImplementedException();

    /// <summary>Adds a picture.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="png">The picture as PNG.</param>
    /// <param name="step">Which step.</param>
    /// <param name="time">When; default now.</param>
    /// <exception cref="ArgumentException">The bytes are no PNG.</exception>
    public void AddImage(string tag, ReadOnlySpan<byte> png, long step, DateTimeOffset time = default) =>
        throw new NotImplementedException();

    /// <summary>Adds text, shown as Markdown.</summary>
    public void AddText(string tag, string markdown, long step, DateTimeOffset time = default) =>
        throw new NotImplementedException();

    /// <summary>Adds a precision-recall curve.</summary>
    public void AddPrCurve(string tag, PrecisionRecallCurve curve, long step, DateTimeOffset time = default) =>
        throw new NotImplementedException();

    /// <summary>Says what the model is made of.</summary>
    public void AddGraph(ModelGraph graph) => throw new NotImplementedException();

    /// <summary>Says which scalars share a chart.</summary>
    public void AddLayout(ScalarLayout layout) => throw new NotImplementedException();

    /// <summary>Says what this run was trained with, so that TensorBoard can compare it with others.</summary>
    /// <param name="hparams">Text, numbers and booleans; anything else is kept as text.</param>
    /// <param name="metricTags">Scalars that it is judged by.</param>
    public void AddHparams(IEnumerable<KeyValuePair<string, object?>> hparams, params IReadOnlyList<string> metricTags) =>
        throw new NotImplementedException();

    /// <summary>Says how the run ended, for the page that compares hyperparameters.</summary>
    public void EndSession(RunStatus status) => throw new NotImplementedException();

    /// <summary>After this returns, everything added before is in the file.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing that was added is dropped until memory for it runs
    /// out, and then it is counted.</exception>
    public void Flush() => throw new NotImplementedException();

    /// <summary>Writes what is left and closes the file. Does not throw.</summary>
    public void Dispose() => throw new NotImplementedException();
}
