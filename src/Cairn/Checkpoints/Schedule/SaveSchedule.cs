using Cairn.Storage;

namespace Cairn.Checkpoints.Schedule;

/// <summary>
/// Asks a policy at every moment of a training, and remembers what it has to know of the past. Not thread-safe.
/// </summary>
/// <param name="policy">When to save.</param>
/// <param name="goal">Which way the score gets better.</param>
public sealed class SaveSchedule(ISavePolicy policy, MetricGoal goal = MetricGoal.Minimize)
{
    private SaveHistory? _past;

    /// <summary>
    /// Why to save now; null not to. Asked at every step and at the end of every epoch, in their order; the caller saves
    /// when there is a reason.
    /// </summary>
    public string? Due(in SaveMoment now)
    {
        SaveHistory past = _past ?? new SaveHistory(0, 0, now.TimeUtc);
        string? reason = policy.Reason(now, past);
        _past = reason is null ? past : new SaveHistory(now.Epoch, now.Step, now.TimeUtc, past.BestScore);
        if (Scores.IsBetter(now.Score, past.BestScore, goal))
        {
            _past = _past.Value with { BestScore = now.Score };
        }

        return reason;
    }

    /// <summary>Goes on behind a checkpoint, as if everything until then had been asked.</summary>
    /// <param name="from">The checkpoint that training goes on from.</param>
    /// <param name="bestScore">The best score until then; NaN when none had one.</param>
    public void Resume(CheckpointMetadata from, double bestScore)
    {
        ArgumentNullException.ThrowIfNull(from);
        _past = new SaveHistory(from.Epoch, from.Step, from.CreatedUtc, bestScore);
    }
}
