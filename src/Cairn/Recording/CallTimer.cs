using System.Diagnostics;

namespace Cairn.Recording;

/// <summary>
/// Sums up the calls that were timed, but for the first, which is the compiler's. Safe for any number of threads.
/// </summary>
internal sealed class CallTimer
{
    private long _calls;
    private long _ticks;

    public long Calls => Volatile.Read(ref _calls);

    /// <summary>
    /// Mean duration of a call in nanoseconds (a <see cref="TimeSpan"/> is too coarse); 0 before the first sample.
    /// </summary>
    public double MeanNanoseconds => Volatile.Read(ref _calls) - 1 is > 0 and var calls
        ? Volatile.Read(ref _ticks) * (1e9 / Stopwatch.Frequency) / calls
        : 0;

    public void Add(long ticks)
    {
        if (Interlocked.Increment(ref _calls) > 1)
        {
            Interlocked.Add(ref _ticks, ticks);
        }
    }
}
