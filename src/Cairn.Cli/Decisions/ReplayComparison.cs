namespace Cairn.Cli.Decisions;

/// <summary>A run beside its replay. Immutable.</summary>
/// <param name="ThenSettings">What the run was made with.</param>
/// <param name="Then">How it went.</param>
/// <param name="NowSettings">What it was replayed with.</param>
/// <param name="Now">How it would have gone.</param>
internal sealed record ReplayComparison(
    ReplaySettings ThenSettings, ReplayOutcome Then, ReplaySettings NowSettings, ReplayOutcome Now)
{
    /// <summary>Whether nothing was changed, so that both must be the same.</summary>
    public bool IsCheck => ThenSettings == NowSettings;

    public bool IsSame => Then.Decisions.SequenceEqual(Now.Decisions);

    /// <summary>Whether it would have ended before the best epoch of the run.</summary>
    public bool MissesBest => ThenSettings.Monitor == NowSettings.Monitor && Then.BestEpoch != Now.BestEpoch;
}
