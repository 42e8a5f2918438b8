using Cairn.Diagnostics;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>Which sinks there are, and how each is opened when it is needed.</summary>
internal sealed record SinkOpener(Func<ISink> OpenStore, IReadOnlyList<Func<ISink>> OpenFiles)
{
    public SinkLane OpenStoreLane(FailureReporter failures) => new(OpenStore, CairnFailureKind.Store, failures);

    public IReadOnlyList<SinkLane> OpenFileLanes(FailureReporter failures) =>
        [.. OpenFiles.Select(open => new SinkLane(open, CairnFailureKind.LogFiles, failures))];
}
