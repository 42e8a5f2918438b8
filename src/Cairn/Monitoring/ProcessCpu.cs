namespace Cairn.Monitoring;

/// <summary>How much of the host's processors this process used since the sample before. Not thread-safe.</summary>
internal sealed class ProcessCpu(TimeProvider clock)
{
    private long? _takenAt;
    private TimeSpan _used;

    /// <summary>Its share of all processors, 0 to 1; null in the first sample.</summary>
    public double? Utilization()
    {
        long? before = _takenAt;
        TimeSpan usedBefore = _used;
        (_takenAt, _used) = (clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
        if (before is null || clock.GetElapsedTime(before.Value, _takenAt.Value) is not { Ticks: > 0 } elapsed)
        {
            return null;
        }

        return Math.Clamp((_used - usedBefore) / elapsed / Environment.ProcessorCount, 0, 1);
    }
}
