using System.Diagnostics;

namespace Cairn.Journal;

/// <summary>
/// The time that records carry: milliseconds since 1970, UTC. Reading the wall clock costs more than everything else
/// that a log call does, so the tick counter is read instead (about 5 ns; it moves every 1 to 4 ms) and set to the wall
/// clock again and again by the journal's thread. It may lag behind that by a step and never runs ahead of it: what is
/// said of a record later must not seem to be earlier. Safe for any number of threads.
/// </summary>
internal sealed class JournalClock
{
    /// <summary>The longest step of a tick counter: 15.6 ms on Windows, 10 ms on a Linux kernel of 100 Hz.</summary>
    private const int LongestStepMs = 16;

    private readonly TimeProvider _provider;
    private readonly bool _isSystem;
    private long _offsetMs;

    public JournalClock(TimeProvider provider)
    {
        _provider = provider;
        _isSystem = provider == TimeProvider.System;
        Adjust();
    }

    public long NowMs => _isSystem
        ? Environment.TickCount64 + Volatile.Read(ref _offsetMs)
        : _provider.GetUtcNow().ToUnixTimeMilliseconds();

    public DateTimeOffset UtcNow => _provider.GetUtcNow();

    /// <summary>Follows the wall clock, wherever it jumped.</summary>
    public void Adjust()
    {
        long ticks = LatestTickMs();
        Volatile.Write(ref _offsetMs, _provider.GetUtcNow().ToUnixTimeMilliseconds() - ticks);
    }

    /// <summary>
    /// What the tick counter may already stand at when it moves next. Where it counts from the same moment as the exact
    /// counter (Linux), the exact one says so; elsewhere a whole step is added.
    /// </summary>
    private static long LatestTickMs()
    {
        long ticks = Environment.TickCount64;
        long exactMs = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);
        bool isSameOrigin = exactMs >= ticks && exactMs - ticks <= 2 * LongestStepMs;
        return (isSameOrigin ? exactMs : ticks + LongestStepMs) + 1; // both were cut to whole milliseconds
    }
}
