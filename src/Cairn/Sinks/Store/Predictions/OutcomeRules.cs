using Cairn.Storage;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>What becomes of an outcome whose prediction is known. Stateless.</summary>
internal static class OutcomeRules
{
    /// <summary>Whether an outcome counts by its time: applied, before the prediction, or late.</summary>
    /// <param name="decidedMs">When the model decided.</param>
    /// <param name="happenedMs">When the outcome became true.</param>
    /// <param name="contract">How the model is judged; null when nobody said: then nothing is late.</param>
    public static OutcomeStatus ByTime(long decidedMs, long happenedMs, ModelContract? contract)
    {
        if (happenedMs < decidedMs)
        {
            return OutcomeStatus.BeforePrediction;
        }

        // Wider than a long, as nobody says how far apart the times are, nor how long a deadline is.
        Int128 limitMs = contract is null
            ? Int128.MaxValue
            : decidedMs + (Int128)contract.Horizon.TotalMilliseconds + (Int128)contract.Deadline.TotalMilliseconds;
        return happenedMs > limitMs ? OutcomeStatus.Late : OutcomeStatus.Applied;
    }
}
