using Cairn.IO;
using Cairn.Monitoring;

namespace Cairn.TensorBoard.Writing;

/// <summary>How this process and its host are doing, under the tags of a monitor. Not thread-safe.</summary>
internal sealed class SystemSampler(TimeProvider time)
{
    private readonly HostCpu _hostCpu = new(new ProcFile(PhysicalFileSystem.Instance, "/proc/stat"));
    private readonly HostMemory _hostMemory = new(new ProcFile(PhysicalFileSystem.Instance, "/proc/meminfo"));
    private readonly ProcessCpu _processCpu = new(time);

    /// <summary>Null where this system does not say, or not yet.</summary>
    public IEnumerable<(string Tag, double? Value)> Sample() =>
    [
        ("system/cpu/utilization", _hostCpu.Utilization()),
        ("system/cpu/process_utilization", _processCpu.Utilization()),
        ("system/memory/process_bytes", Environment.WorkingSet),
        ("system/memory/managed_bytes", GC.GetTotalMemory(forceFullCollection: false)),
        ("system/memory/utilization", MemoryUtilization()),
    ];

    private double? MemoryUtilization() =>
        _hostMemory.TryRead(out long total, out long available) ? 1 - ((double)available / total) : null;
}
