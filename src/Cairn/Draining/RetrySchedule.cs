namespace Cairn.Draining;

/// <summary>When to try again after failures: after 0.25 s, then twice as long each time, up to 15 s.</summary>
internal struct RetrySchedule(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private TimeSpan _pause;
    private long _failedAt;

    public readonly bool IsFailing => _pause > TimeSpan.Zero;

    public readonly bool IsDue() => !IsFailing || time.GetElapsedTime(_failedAt) >= _pause;

    public void Failed()
    {
        _pause = IsFailing ? TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, Longest.Ticks)) : First;
        _failedAt = time.GetTimestamp();
    }

    public void Succeeded() => _pause = TimeSpan.Zero;
}
