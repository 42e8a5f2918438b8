using Cairn.Inference;
using Cairn.Storage;

namespace Cairn.Tests.Hosting;

/// <summary>A resolver that does what a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedResolver : IOutcomeResolver
{
    public List<long[]> Asked { get; } = [];

    public Func<IReadOnlyList<PredictionInfo>, IReadOnlyList<ResolvedOutcome>> Answer { get; set; } =
        due => [.. due.Select(one => new ResolvedOutcome(one.Id, "BUY"))];

    public ValueTask<IReadOnlyList<ResolvedOutcome>> ResolveAsync(
        IReadOnlyList<PredictionInfo> due, CancellationToken cancellationToken)
    {
        Asked.Add([.. due.Select(one => one.Id.Number)]);
        return ValueTask.FromResult(Answer(due));
    }
}
