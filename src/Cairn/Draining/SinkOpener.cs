using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Sinks;
using Cairn.Sinks.Jsonl;
using Cairn.Sinks.Store;
using Cairn.Sinks.Text;

namespace Cairn.Draining;

/// <summary>Which sinks a tracker has, as its options say, each opened when it is needed.</summary>
internal sealed class SinkOpener(StoreLayout layout, CairnOptions options)
{
    /// <summary>What times retries.</summary>
    public TimeProvider Time => options.TimeProvider;

    private IReadOnlyList<Func<ISink>> Files => options.WriteLogFiles
        ? [() => new JsonlSink(layout.Files, options.LogFiles), () => new TextSink(layout.Files, options.LogFiles)]
        : [];

    public SinkLane OpenStoreLane(FailureReporter failures) =>
        new(() => new StoreSink(layout.Database), CairnFailureKind.Store, failures, options.TimeProvider);

    public IReadOnlyList<SinkLane> OpenFileLanes(FailureReporter failures) =>
        [.. Files.Select(open => new SinkLane(open, CairnFailureKind.LogFiles, failures, options.TimeProvider))];
}
