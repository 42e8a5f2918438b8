using System.Diagnostics;

namespace Cairn.Recording;

/// <summary>Sums up the calls that were timed. Safe for any number of threads.</summary>
internal sealed class CallTimer
{
    private long _calls;
    private long _ticks;

    /// <summary>Mean duration of a call in nanoseconds (a <see cref="TimeSpan"/> is too coarse); 0 before the first sample.</summary>
    public double MeanNanoseconds => Volatile.Read(ref _calls) is > 0 and var calls
        ? Volatile.Read(ref _ticks) * (1e9 / Stopwatch.Frequency) / calls
        : 0;

    public void Add(long ticks)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _ticks, ticks);
    }
}
