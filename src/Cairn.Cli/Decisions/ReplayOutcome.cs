namespace Cairn.Cli.Decisions;

/// <summary>How a training went, or would have gone. Immutable.</summary>
/// <param name="Decisions">Stops and reductions, in their order.</param>
/// <param name="LastEpoch">The last epoch that was run, or would have been; null without epochs.</param>
/// <param name="Epochs">How many epochs were run.</param>
/// <param name="BestEpoch">The best of them; null when none has a number.</param>
/// <param name="BestValue">Its value.</param>
internal sealed record ReplayOutcome(
    IReadOnlyList<ReplayDecision> Decisions, long? LastEpoch, int Epochs, long? BestEpoch, double? BestValue)
{
    public long? StopEpoch => Decisions.FirstOrDefault(one => one.Word == ReplayDecision.Stop)?.Epoch;

    public IEnumerable<long> Reductions =>
        Decisions.Where(one => one.Word == ReplayDecision.Reduce).Select(one => one.Epoch);
}
