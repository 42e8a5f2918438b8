using System.Threading.Channels;

namespace Cairn.Tests.Hosting;

/// <summary>A clock whose timers ring only when a test says so. Safe for any number of threads.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Lock _gate = new();

    // Bounded by the timers of the test.
    private readonly List<Timer> _timers = [];
    private readonly Channel<bool> _waiting = Channel.CreateUnbounded<bool>();
    private DateTimeOffset _now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    /// <summary>What the timer that was made last waits for.</summary>
    public TimeSpan LastWait { get; private set; }

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state));
        lock (_gate)
        {
            _timers.Add(timer);
            LastWait = dueTime;
        }

        _waiting.Writer.TryWrite(true);
        return timer;
    }

    /// <summary>Until somebody waits for the clock.</summary>
    public Task SomebodyWaitsAsync() => _waiting.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Moves the clock to what is waited for, and rings.</summary>
    public void Ring()
    {
        Timer[] timers;
        lock (_gate)
        {
            timers = [.. _timers];
            _timers.Clear();
            _now += LastWait;
        }

        foreach (Timer timer in timers)
        {
            timer.Ring();
        }
    }

    private sealed class Timer(Action ring) : ITimer
    {
        private bool _isDisposed;

        public void Ring()
        {
            if (!_isDisposed)
            {
                ring();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_isDisposed;

        public void Dispose() => _isDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
