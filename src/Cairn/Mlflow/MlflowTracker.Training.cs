using Cairn.Monitoring;

namespace Cairn.Mlflow;

/// <content>How a training goes, and the machine that it runs on.</content>
public sealed partial class MlflowTracker
{
    private const double Percent = 100;
    private const double Megabyte = 1e6; // as MLflow counts it

    private readonly Lock _machineGate = new();
    private HostCpu? _cpu;
    private HostMemory? _memory;
    private long _steps;
    private long _samples;

    /// <summary>
    /// Logs how a batch went, as <c>train_loss</c>, <c>val_loss</c>, <c>learning_rate</c>, <c>epoch</c> and <c>batch</c>. The
    /// step counts these calls, from 0.
    /// </summary>
    /// <param name="epoch">Which pass over the data.</param>
    /// <param name="batch">Which batch of it.</param>
    /// <param name="trainLoss">Loss on what is learnt from.</param>
    /// <param name="valLoss">Loss on what is not; null when it was not measured.</param>
    /// <param name="learningRate">How fast it learns; null when it is of no interest.</param>
    /// <param name="more">Further metrics.</param>
    public void LogTrainingMetrics(
        int epoch,
        int batch,
        double trainLoss,
        double? valLoss = null,
        double? learningRate = null,
        params ReadOnlySpan<MetricValue> more)
    {
        long step = Interlocked.Increment(ref _steps) - 1;
        LogMetrics(step, ("train_loss", trainLoss), ("epoch", epoch), ("batch", batch));
        if (valLoss is { } val)
        {
            LogMetric("val_loss", val, step);
        }

        if (learningRate is { } rate)
        {
            LogMetric("learning_rate", rate, step);
        }

        LogMetrics(step, more);
    }

    /// <summary>Logs how the machine is doing now, under the names that MLflow's page of system metrics shows.</summary>
    public void LogSystemMetrics()
    {
        lock (_machineGate)
        {
            long step = _samples++;
            _cpu ??= new HostCpu(new ProcFile(_files, "/proc/stat"));
            _memory ??= new HostMemory(new ProcFile(_files, "/proc/meminfo"));
            if (_cpu.Utilization() is { } busy)
            {
                LogMetric("system/cpu_utilization_percentage", busy * Percent, step);
            }

            if (_memory.TryRead(out long total, out long available))
            {
                LogMetric("system/system_memory_usage_megabytes", (total - available) / Megabyte, step);
                LogMetric(
                    "system/system_memory_usage_percentage", (1 - ((double)available / total)) * Percent, step);
            }
        }
    }
}
