using System.Globalization;
using Cairn.Training;
using Microsoft.Extensions.Logging;

namespace Cairn;

/// <summary>
/// The training logger of the Python pipeline, over a <see cref="Cairn.Run"/>: the same words, one call for what a
/// training loop has in hand. Safe for any number of threads.
/// </summary>
/// <remarks>
/// The run begins with <see cref="LogTrainingStart"/>, or with whatever is logged first, and ends with
/// <see cref="LogTrainingComplete"/>; a logger that is disposed before that ends it as <see cref="RunStatus.Killed"/>.
/// No method throws because of a disk or a store, and none waits for one, except the constructor and
/// <see cref="Dispose"/>.
/// </remarks>
/// <example>
/// <code>
/// using var logger = TrainingLogger.Create("my_experiment");
/// logger.LogTrainingStart(new Dictionary&lt;string, object?&gt; { ["learning_rate"] = 0.001, ["batch_size"] = 32 });
/// for (int epoch = 0; epoch &lt; 10; epoch++)
/// {
///     double trainLoss = Train(), valLoss = Validate();
///     logger.LogTrainingMetrics(epoch, batch: 0, trainLoss, valLoss, learningRate: 0.001);
///     logger.LogEpochSummary(epoch, trainLoss, valLoss);
/// }
///
/// logger.LogTrainingComplete(10, TimeSpan.FromHours(1), ("best_val_loss", 0.5));
/// </code>
/// </example>
public sealed class TrainingLogger : IDisposable
{
    private const string TrainLoss = "train/loss";
    private const string ValLoss = "val/loss";
    private const string TrainAccuracy = "train/accuracy";
    private const string ValAccuracy = "val/accuracy";
    private const string LearningRate = "learning_rate";
    private const string GradientNorm = "train/gradient_norm";

    /// <summary>The metrics above.</summary>
    private const int KnownMetrics = 6;

    private readonly TrainingLoggerOptions _options;
    private readonly CairnTracker _tracker;
    private readonly bool _ownsTracker;
    private readonly MetricWindow _trainLoss;
    private readonly MetricWindow _valLoss;
    private readonly MetricWindow _trainAccuracy;
    private readonly MetricWindow _valAccuracy;
    private readonly Lock _gate = new();
    private volatile Run? _run;
    private IDisposable? _monitor;
    private bool _isDisposed;

    /// <summary>Makes a logger.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="tracker">
    /// An open store, which stays open; null to open one, which is closed with the logger.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The settings cannot be used, or name folders beside an open store; the message lists everything that is wrong.
    /// </exception>
    public TrainingLogger(TrainingLoggerOptions options, CairnTracker? tracker = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(options, hasTracker: tracker is not null);
        _options = options;
        _ownsTracker = tracker is null;
        _tracker = tracker ?? Open(options);
        _trainLoss = new MetricWindow(MetricGoal.Minimize, options.MetricsBufferSize);
        _valLoss = new MetricWindow(MetricGoal.Minimize, options.MetricsBufferSize);
        _trainAccuracy = new MetricWindow(MetricGoal.Maximize, options.MetricsBufferSize);
        _valAccuracy = new MetricWindow(MetricGoal.Maximize, options.MetricsBufferSize);
    }

    /// <summary>The run that everything goes into; begun by this if nothing was logged yet.</summary>
    /// <exception cref="ObjectDisposedException">The logger was disposed before a run began.</exception>
    public Run Run => _run ?? Begin(config: null, out _);

    /// <summary>Makes a logger with default settings.</summary>
    /// <param name="experimentName">The line of work that the run belongs to.</param>
    /// <param name="tracker">
    /// An open store, which stays open; null to open one, which is closed with the logger.
    /// </param>
    public static TrainingLogger Create(string experimentName, CairnTracker? tracker = null) =>
        new(new TrainingLoggerOptions { ExperimentName = experimentName }, tracker);

    /// <summary>Begins the run with its configuration, or adds parameters to one that has begun.</summary>
    /// <param name="config">What it runs with. Values whose key looks like a secret are masked.</param>
    public void LogTrainingStart(IEnumerable<KeyValuePair<string, object?>>? config = null)
    {
        Run run = Begin(config, out bool isNew);
        if (!isNew && config is not null)
        {
            run.SetParameters(config);
        }

        run.LogEvent("training_start", "Training started");
    }

    /// <summary>
    /// Records what one batch gave, whole or not at all: the series <c>train/loss</c>, <c>val/loss</c>,
    /// <c>learning_rate</c>, <c>train/accuracy</c>, <c>val/accuracy</c>, <c>train/gradient_norm</c>, as far as they are
    /// given, and others by their names. The step counts these calls, from 0.
    /// </summary>
    public void LogTrainingMetrics(
        int epoch,
        int batch,
        double trainLoss,
        double? valLoss = null,
        double? learningRate = null,
        double? trainAccuracy = null,
        double? valAccuracy = null,
        double? gradientNorm = null,
        params ReadOnlySpan<MetricValue> values)
    {
        using var row = new MetricRow(KnownMetrics + values.Length);
        row.Add(TrainLoss, trainLoss);
        row.Add(ValLoss, valLoss);
        row.Add(LearningRate, learningRate);
        row.Add(TrainAccuracy, trainAccuracy);
        row.Add(ValAccuracy, valAccuracy);
        row.Add(GradientNorm, gradientNorm);
        row.Add(values);
        Run.LogMetrics(epoch, batch, row.Values);
        _trainLoss.Add(epoch, trainLoss);
        _valLoss.Add(epoch, valLoss);
        _trainAccuracy.Add(epoch, trainAccuracy);
        _valAccuracy.Add(epoch, valAccuracy);
    }

    /// <summary>
    /// Records how an epoch ended: an event, and the series <c>epoch/train/loss</c> and so on, with the epoch as step.
    /// The statistics take a value from here where <see cref="LogTrainingMetrics"/> gave none in this epoch.
    /// </summary>
    public void LogEpochSummary(
        int epoch,
        double trainLoss,
        double? valLoss = null,
        double? trainAccuracy = null,
        double? valAccuracy = null,
        TimeSpan epochTime = default)
    {
        using var row = new MetricRow(KnownMetrics);
        row.Add(TrainLoss, trainLoss);
        row.Add(ValLoss, valLoss);
        row.Add(TrainAccuracy, trainAccuracy);
        row.Add(ValAccuracy, valAccuracy);
        Run.LogEpochSummary(epoch, epochTime, row.Values);
        _trainLoss.AddSummary(epoch, trainLoss);
        _valLoss.AddSummary(epoch, valLoss);
        _trainAccuracy.AddSummary(epoch, trainAccuracy);
        _valAccuracy.AddSummary(epoch, valAccuracy);
    }

    /// <summary>Records that the model is the best so far.</summary>
    /// <param name="path">Where it was saved.</param>
    /// <param name="metric">What it is best by: <c>val/loss</c>.</param>
    /// <param name="value">The metric's value.</param>
    /// <param name="epoch">The epoch that made it.</param>
    public void LogBestModel(string path, string metric, double value, int epoch) =>
        Run.LogBestModel(metric, value, epoch, path);

    /// <summary>Records that training stops because nothing got better for a while.</summary>
    /// <param name="epoch">The epoch that it stops after.</param>
    /// <param name="patience">For how many epochs nothing got better.</param>
    /// <param name="metric">What should have: <c>val/loss</c>.</param>
    /// <param name="best">Its best value.</param>
    public void LogEarlyStopping(int epoch, int patience, string metric, double best) => Run.LogEarlyStopping(
        epoch,
        string.Create(
            CultureInfo.InvariantCulture, $"{metric} has not got better than {best:G6} for {patience} epochs"));

    /// <summary>Records a line of text.</summary>
    /// <param name="level">How grave it is; see <see cref="TrainingLoggerOptions.LogLevel"/>.</param>
    /// <param name="message">What there is to say.</param>
    public void Log(LogLevel level, string message)
    {
        if (IsEnabled(level))
        {
            Run.LogLine((int)level, "training", message, exception: "");
        }
    }

    /// <summary>Records a warning.</summary>
    public void LogWarning(string message)
    {
        if (IsEnabled(LogLevel.Warning))
        {
            Run.LogWarning(message);
        }
    }

    /// <summary>
    /// Records an error that the training goes on after; for one that ends it there is <c>Run.Fail</c>.
    /// </summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="context">What was being done.</param>
    public void LogError(Exception exception, string context)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (IsEnabled(LogLevel.Error))
        {
            Run.LogError(context, exception);
        }
    }

    /// <summary>Ends the run as <see cref="RunStatus.Completed"/>. What is logged afterwards is still kept.</summary>
    /// <param name="totalEpochs">Passes over the data.</param>
    /// <param name="totalTime">How long they took.</param>
    /// <param name="bestMetrics">The best values, as <c>("best_val_loss", 0.5)</c>.</param>
    public void LogTrainingComplete(int totalEpochs, TimeSpan totalTime, params ReadOnlySpan<MetricValue> bestMetrics)
    {
        var best = new Dictionary<string, object?>();
        foreach (MetricValue metric in bestMetrics)
        {
            best[metric.Name ?? ""] = metric.Value;
        }

        Run run = Run;
        StopMonitor();
        run.Complete(
        [
            new("total_epochs", totalEpochs),
            new("total_time_seconds", totalTime.TotalSeconds),
            new("best_metrics", best),
        ]);
    }

    /// <summary>Training and validation loss so far.</summary>
    public TrainingStatistics GetLossStatistics() => new(_trainLoss.Summarize(), _valLoss.Summarize());

    /// <summary>Training and validation accuracy so far.</summary>
    public TrainingStatistics GetAccuracyStatistics() => new(_trainAccuracy.Summarize(), _valAccuracy.Summarize());

    /// <summary>
    /// Ends a run that is still open as <see cref="RunStatus.Killed"/>, and closes the store if the logger opened it.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        StopMonitor();
        _run?.Dispose();
        if (_ownsTracker)
        {
            _tracker.Dispose();
        }
    }

    private static void Require(TrainingLoggerOptions options, bool hasTracker)
    {
        List<string> errors = [.. options.Validate()];
        if (hasTracker && (options.Store ?? options.LogDirectory) is { } folder)
        {
            errors.Add(
                $"The folder '{folder}' is given beside an open store, which has its own; leave {nameof(options.Store)} "
                + $"and {nameof(options.LogDirectory)} null.");
        }

        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }
    }

    private static CairnTracker Open(TrainingLoggerOptions options) =>
        CairnTracker.Open(options.Store, new CairnOptions { LogDirectory = options.LogDirectory });

    private bool IsEnabled(LogLevel level) => level >= _options.LogLevel && level != LogLevel.None;

    private Run Begin(IEnumerable<KeyValuePair<string, object?>>? config, out bool isNew)
    {
        lock (_gate)
        {
            isNew = _run is null;
            if (_run is null)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                _run = _tracker.StartRun(_options.ExperimentName, config);
                StartMonitor_NeedsLock(_run);
            }

            return _run;
        }
    }

    private void StartMonitor_NeedsLock(Run run)
    {
        if (_options.EnableSystemMonitoring)
        {
            _monitor = run.MonitorSystem(_options.SystemMonitorInterval);
        }
    }

    private void StopMonitor()
    {
        lock (_gate)
        {
            _monitor?.Dispose();
            _monitor = null;
        }
    }
}
