using System.Globalization;

namespace Cairn.Monitoring;

/// <summary>
/// How busy the host's processors were since the sample before, as <c>/proc/stat</c> says. Not thread-safe.
/// </summary>
internal sealed class HostCpu(ProcFile stat)
{
    // cpu  user nice system idle iowait irq softirq steal guest guest_nice: see proc_stat(5).
    private const int Idle = 3;
    private const int IoWait = 4;

    /// <summary>Guest time, which follows, is part of user time already.</summary>
    private const int Fields = 8;

    private long _total;
    private long _idle;

    /// <summary>
    /// The busy share of all processors, 0 to 1; null in the first sample and where the system does not say.
    /// </summary>
    public double? Utilization()
    {
        if (!TryRead(out long total, out long idle))
        {
            return null;
        }

        long wasTotal = _total;
        long wasIdle = _idle;
        (_total, _idle) = (total, idle);
        return wasTotal > 0 && total > wasTotal
            ? Math.Clamp(1 - ((double)(idle - wasIdle) / (total - wasTotal)), 0, 1) // idle time may step back a little
            : null;
    }

    private bool TryRead(out long total, out long idle)
    {
        (total, idle) = (0, 0);
        string[] words = stat.ReadLines().FirstOrDefault("").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < Fields + 1 || words[0] != "cpu")
        {
            return false;
        }

        for (int field = 0; field < Fields; field++)
        {
            if (!long.TryParse(words[field + 1], CultureInfo.InvariantCulture, out long ticks))
            {
                return false;
            }

            total += ticks;
            idle += field is Idle or IoWait ? ticks : 0;
        }

        return true;
    }
}
