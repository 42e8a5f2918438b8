using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// A series of the machine under the name by which MLflow's own page of system metrics shows it, where it has one. Pure.
/// </summary>
/// <param name="Key">The name in MLflow.</param>
/// <param name="Factor">What a value is multiplied by.</param>
internal readonly record struct SystemMetric(string Key, double Factor)
{
    private const double Percent = 100;
    private const double Megabytes = 1e-6; // as MLflow counts them: 1,000,000 bytes

    private const string GpuPrefix = "system/gpu/";

    public static SystemMetric Of(string series) => series switch
    {
        "system/cpu/utilization" => new("system/cpu_utilization_percentage", Percent),
        "system/memory/utilization" => new("system/system_memory_usage_percentage", Percent),
        "system/memory/used_bytes" => new("system/system_memory_usage_megabytes", Megabytes),
        "system/disk/utilization" => new("system/disk_usage_percentage", Percent),
        "system/network/received_bytes" => new("system/network_receive_megabytes", Megabytes),
        "system/network/sent_bytes" => new("system/network_transmit_megabytes", Megabytes),
        _ when series.StartsWith(GpuPrefix, StringComparison.Ordinal) => OfGpu(series),
        _ => new(series, 1),
    };

    /// <summary><c>system/gpu/0/utilization</c>.</summary>
    private static SystemMetric OfGpu(string series) => series[GpuPrefix.Length..].Split('/') switch
    {
        [var gpu, "utilization"] => new($"{SystemSeries.Prefix}gpu_{gpu}_utilization_percentage", Percent),
        [var gpu, "memory_utilization"] => new($"{SystemSeries.Prefix}gpu_{gpu}_memory_usage_percentage", Percent),
        [var gpu, "memory_used_bytes"] => new($"{SystemSeries.Prefix}gpu_{gpu}_memory_usage_megabytes", Megabytes),
        [var gpu, "power_watts"] => new($"{SystemSeries.Prefix}gpu_{gpu}_power_usage_watts", 1),
        _ => new(series, 1),
    };
}
