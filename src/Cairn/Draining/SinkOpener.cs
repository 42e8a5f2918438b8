using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Sinks;
using Cairn.Sinks.Files;
using Cairn.Sinks.Jsonl;
using Cairn.Sinks.Store;
using Cairn.Sinks.TensorBoard;
using Cairn.Sinks.Text;

namespace Cairn.Draining;

/// <summary>Which sinks a tracker has, as its options say, each opened when it is needed.</summary>
internal sealed class SinkOpener(StoreLayout layout, CairnOptions options)
{
    /// <summary>What times retries.</summary>
    public TimeProvider Time => options.TimeProvider;

    private IReadOnlyList<Func<ISink>> LogFiles => options.WriteLogFiles
        ? [() => new JsonlSink(layout.Files, options.LogFiles), () => new TextSink(layout.Files, options.LogFiles)]
        : [];

    public SinkLane OpenStoreLane(FailureReporter failures) =>
        new(() => new StoreSink(layout.Database), CairnFailureKind.Store, failures, options.TimeProvider);

    /// <summary>Those of this process.</summary>
    public IReadOnlyList<SinkLane> OpenFileLanes(FailureReporter failures) =>
        OpenFileLanes(failures, options.WriteTensorBoard);

    /// <summary>
    /// Those that finish what a dead process left: its event files, if it meant to write any, whether or not this process
    /// does. They go to this process's folder: a path that lies in a journal is not followed.
    /// </summary>
    public IReadOnlyList<SinkLane> OpenFileLanes(FailureReporter failures, IDrainedJournal journal) =>
        OpenFileLanes(failures, layout.Files.FileExists(LogCursorFile.PathOf(journal, TensorBoardSink.SinkName)));

    private IReadOnlyList<SinkLane> OpenFileLanes(FailureReporter failures, bool hasTensorBoard)
    {
        IEnumerable<Func<ISink>> sinks = hasTensorBoard ? [.. LogFiles, OpenTensorBoard] : LogFiles;
        return [.. sinks.Select(open => new SinkLane(open, CairnFailureKind.LogFiles, failures, options.TimeProvider))];
    }

    private TensorBoardSink OpenTensorBoard() => new(layout.Files, options.ResolveTensorBoardDirectory(layout.Root));
}
