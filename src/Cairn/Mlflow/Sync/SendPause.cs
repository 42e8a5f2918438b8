namespace Cairn.Mlflow.Sync;

/// <summary>
/// When to try a target again: after a second, then twice as long each time, up to a minute; at least as late as a server
/// asks for. What somebody must mend is tried each minute. Not thread-safe.
/// </summary>
internal sealed class SendPause(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Longer than this no server is waited for: its clock may be wrong.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private TimeSpan _backoff;
    private TimeSpan _pause;
    private long _failedAt;

    public bool IsDue => _pause == TimeSpan.Zero || time.GetElapsedTime(_failedAt) >= _pause;

    public void Failed(MlflowException? error)
    {
        bool isTransient = error?.IsTransient ?? true;
        _backoff = isTransient ? Smaller(_backoff == TimeSpan.Zero ? First : _backoff * 2, Longest) : Longest;
        TimeSpan asked = Smaller(error?.RetryAfter ?? TimeSpan.Zero, LongestAsked);
        _pause = asked > _backoff ? asked : _backoff;
        _failedAt = time.GetTimestamp();
    }

    public void Succeeded() => _backoff = _pause = TimeSpan.Zero;

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
