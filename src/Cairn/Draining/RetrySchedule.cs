namespace Cairn.Draining;

/// <summary>When to try again after failures: 0.25 s, then twice as long each time, up to 15 s. Pure; time comes in.</summary>
internal struct RetrySchedule
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private TimeSpan _pause;
    private TimeSpan _due;

    public readonly bool IsFailing => _pause > TimeSpan.Zero;

    public readonly bool IsDue(TimeSpan now) => now >= _due;

    public void Failed(TimeSpan now)
    {
        _pause = IsFailing ? TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, Longest.Ticks)) : First;
        _due = now + _pause;
    }

    public void Succeeded() => this = default;
}
