namespace Cairn.Checkpoints.Schedule;

/// <summary>When to save. Policies compose by <see cref="Any"/>.</summary>
/// <example>
/// <code>
/// var schedule = new SaveSchedule(SaveWhen.Any(SaveWhen.EveryEpochs(1), SaveWhen.EveryMinutes(10), SaveWhen.OnExit));
/// </code>
/// </example>
public static class SaveWhen
{
    /// <summary>When the training ends, finished or interrupted, unless this very step was saved.</summary>
    public static ISavePolicy OnExit { get; } = new Policy(static (in now, in past) =>
        now.Occasion == SaveOccasion.Exit && now.Step != past.Step ? "exit" : null);

    /// <summary>At the end of every <paramref name="epochs"/>-th epoch.</summary>
    /// <param name="epochs">At least 1.</param>
    public static ISavePolicy EveryEpochs(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new Policy((in now, in past) =>
            now.Occasion == SaveOccasion.EpochEnded && now.Epoch % epochs == 0 ? $"epoch {now.Epoch}" : null);
    }

    /// <summary>At every <paramref name="steps"/>-th step.</summary>
    /// <param name="steps">At least 1.</param>
    public static ISavePolicy EverySteps(long steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return new Policy((in now, in past) =>
            now.Step % steps == 0 && now.Step != past.Step ? $"step {now.Step}" : null);
    }

    /// <summary>As soon as the last save is that long ago. Not the same on a resumed run as on one that went through.</summary>
    /// <param name="minutes">More than 0.</param>
    public static ISavePolicy EveryMinutes(double minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minutes);
        var interval = TimeSpan.FromMinutes(minutes);
        return new Policy((in now, in past) =>
            now.TimeUtc - past.TimeUtc >= interval && now.Step != past.Step ? $"{minutes:0.##} minutes passed" : null);
    }

    /// <summary>When the score is better than any before; a tie and NaN are not, an infinity is only where none is finite.</summary>
    /// <param name="goal">Which way the score gets better.</param>
    public static ISavePolicy OnImprovement(MetricGoal goal = MetricGoal.Minimize) => new Policy(
        (in now, in past) => Scores.IsBetter(now.Score, past.BestScore, goal) ? $"improved to {now.Score:G6}" : null);

    /// <summary>Whenever one of the policies says so, with the reason of the first that does.</summary>
    public static ISavePolicy Any(params IReadOnlyList<ISavePolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        return new Policy((in now, in past) =>
        {
            foreach (ISavePolicy policy in policies)
            {
                if (policy.Reason(now, past) is { } reason)
                {
                    return reason;
                }
            }

            return null;
        });
    }

    private delegate string? Rule(in SaveMoment now, in SaveHistory past);

    private sealed class Policy(Rule rule) : ISavePolicy
    {
        public string? Reason(in SaveMoment now, in SaveHistory past) => rule(now, past);
    }
}
