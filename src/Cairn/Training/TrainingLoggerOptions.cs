using Microsoft.Extensions.Logging;

namespace Cairn;

/// <summary>Settings of a <see cref="TrainingLogger"/>, read when it is made and not afterwards.</summary>
public sealed class TrainingLoggerOptions
{
    /// <summary>1,000: an hour of training at a batch every 3.6 seconds.</summary>
    public const int DefaultMetricsBufferSize = 1000;

    /// <summary>30 seconds.</summary>
    public static readonly TimeSpan DefaultSystemMonitorInterval = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The line of work that the run belongs to, and the beginning of its folder's name. Default <c>training</c>.
    /// </summary>
    public string ExperimentName { get; set; } = "training";

    /// <summary>
    /// The store's folder. Default: the environment's <c>CAIRN_STORE</c>, else <c>cairn</c>. Only for a logger that
    /// opens its own store.
    /// </summary>
    public string? Store { get; set; }

    /// <summary>
    /// Where the run's folder goes. Default: the environment's <c>CAIRN_LOG_DIR</c>, else <c>TOTO_LOG_DIR</c>, else
    /// <c>logs</c> in the store, where a recovery after a crash finds it. Only for a logger that opens its own store.
    /// </summary>
    public string? LogDirectory { get; set; }

    /// <summary>
    /// Lines, warnings and errors below this level are not recorded. Metrics, epochs, best models, and how the training
    /// begins and ends are data, and always are. Default
    /// <see cref="Microsoft.Extensions.Logging.LogLevel.Information"/>.
    /// </summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>
    /// Whether processor, memory, garbage collector and threads are recorded with the run. Default true.
    /// </summary>
    public bool EnableSystemMonitoring { get; set; } = true;

    /// <summary>
    /// How often they are recorded; the first time at once. Default <see cref="DefaultSystemMonitorInterval"/>.
    /// </summary>
    public TimeSpan SystemMonitorInterval { get; set; } = DefaultSystemMonitorInterval;

    /// <summary>
    /// How many of the latest values of a metric the statistics look at, each 8 bytes of memory. At the limit the
    /// oldest leaves the statistics; it stays in the store. It delays nothing: every value is recorded in the call that
    /// logs it. Default <see cref="DefaultMetricsBufferSize"/>.
    /// </summary>
    public int MetricsBufferSize { get; set; } = DefaultMetricsBufferSize;

    /// <summary>Everything that is wrong with these settings, a sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(ExperimentName))
        {
            errors.Add($"{nameof(ExperimentName)} is empty; name the line of work, as eurusd-1h.");
        }

        if (SystemMonitorInterval <= TimeSpan.Zero || SystemMonitorInterval.TotalMilliseconds > int.MaxValue)
        {
            errors.Add(
                $"{nameof(SystemMonitorInterval)} is {SystemMonitorInterval}; use more than zero and at most 24 days, or "
                + $"turn {nameof(EnableSystemMonitoring)} off.");
        }

        if (MetricsBufferSize < 1)
        {
            errors.Add($"{nameof(MetricsBufferSize)} is {MetricsBufferSize}; use at least 1.");
        }

        return errors;
    }
}
