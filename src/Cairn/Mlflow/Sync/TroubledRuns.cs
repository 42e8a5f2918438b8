namespace Cairn.Mlflow.Sync;

/// <summary>
/// Runs that could not be sent. They come after the others, and those whose own fault it is are left alone for a while.
/// Not thread-safe.
/// </summary>
internal sealed class TroubledRuns(TimeProvider time)
{
    private static readonly TimeSpan OwnFaultPause = TimeSpan.FromMinutes(5);

    // Bounded by the runs that were tried.
    private readonly Dictionary<string, Trouble> _troubles = new(StringComparer.Ordinal);

    private long _successes;

    /// <summary>Those that failed come last, the one that failed longest ago before the others.</summary>
    public IReadOnlyList<string> InOrder(IEnumerable<string> runs) => [.. runs.OrderBy(FailedAt)];

    public bool IsLeftAlone(string run) =>
        _troubles.TryGetValue(run, out Trouble trouble) && trouble.IsOwn && time.GetElapsedTime(trouble.At) < OwnFaultPause;

    public void Succeeded(string run)
    {
        _troubles.Remove(run);
        _successes++;
    }

    /// <summary>Whether it is the run's own fault, as when others were sent since it failed the last time.</summary>
    public bool Failed(string run, Exception error)
    {
        bool isOvertaken = _troubles.TryGetValue(run, out Trouble earlier) && earlier.Successes < _successes;
        bool isOwn = !SyncFault.IsOutage(error) && (isOvertaken || !SyncFault.IsOfTarget(error));
        _troubles[run] = new Trouble(time.GetTimestamp(), _successes, isOwn);
        return isOwn;
    }

    private long FailedAt(string run) => _troubles.TryGetValue(run, out Trouble trouble) ? trouble.At : long.MinValue;

    /// <param name="At">When the run failed.</param>
    /// <param name="Successes">How often others had been sent by then.</param>
    /// <param name="IsOwn">Whether it was the run's fault.</param>
    private readonly record struct Trouble(long At, long Successes, bool IsOwn);
}
