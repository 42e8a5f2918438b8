using System.Text.Json;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Cairn.Tests.Training;

public sealed class TrainingLoggerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_loop_of_the_python_documentation_leaves_its_files()
    {
        string folder;
        using (TrainingLogger logger = New())
        {
            logger.LogTrainingStart(new Dictionary<string, object?> { ["learning_rate"] = 0.001, ["batch_size"] = 32 });
            for (int epoch = 0; epoch < 10; epoch++)
            {
                double loss = 1.0 / (epoch + 1);
                logger.LogTrainingMetrics(epoch, batch: 0, loss, valLoss: loss * 2, learningRate: 0.001);
                logger.LogEpochSummary(epoch, loss, loss * 2);
            }

            logger.LogTrainingComplete(10, TimeSpan.FromHours(1), ("best_val_loss", 0.5));
            folder = _folder["logs/" + logger.Run.LogFolder];
        }

        Assert.StartsWith("my_experiment_", Path.GetFileName(folder), StringComparison.Ordinal);
        Assert.Equal(0.001, Number(Json(folder, "config.json"), "configuration", "learning_rate"));
        JsonElement summary = Json(folder, "training_summary.json");
        Assert.Equal("completed", summary.GetProperty("status").GetString());
        Assert.Equal(3600, Number(summary, "summary", "total_time_seconds"));
        Assert.Equal(0.5, Number(summary, "summary", "best_metrics", "best_val_loss"));
        JsonElement[] training = JsonLines(folder, "training_metrics.jsonl");
        Assert.Equal((1.0, 2.0, 0.001), (
            Number(training[0], "train/loss"), Number(training[0], "val/loss"), Number(training[0], "learning_rate")));
        JsonElement[] system = JsonLines(folder, "system_metrics.jsonl");
        Assert.True(Number(system[0], "system/memory/process_bytes") > 0);
        Assert.True(Number(system[0], "system/memory/managed_bytes") > 0);
    }

    [Fact]
    public void Everything_of_a_batch_becomes_a_series_and_what_is_not_given_none()
    {
        using (TrainingLogger logger = New())
        {
            logger.LogTrainingMetrics(1, 2, 0.5, trainAccuracy: 0.9, gradientNorm: double.NaN, values: [("reward", 7)]);
            logger.LogTrainingComplete(1, TimeSpan.Zero);
        }

        using var store = new SqliteRunStore(_folder.Path);
        string run = Assert.Single(store.ListRuns()).Id;
        IEnumerable<string> training = store.ListSeries(run).Select(series => series.Name)
            .Where(name => !name.StartsWith("system/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(["batch", "epoch", "reward", "train/accuracy", "train/gradient_norm", "train/loss"], training);
        SeriesInfo norm = store.FindSeries(run, "train/gradient_norm")!;
        Assert.Equal(double.NaN, Assert.Single(store.ReadTail(norm, 10)).Value);
    }

    [Fact]
    public void A_logger_that_is_disposed_early_kills_its_run_and_leaves_a_store_that_it_was_given_open()
    {
        using var tracker = CairnTracker.Open(_folder.Path);
        var logger = TrainingLogger.Create("my_experiment", tracker);
        logger.LogTrainingStart();
        logger.Dispose();

        Assert.Equal(RunStatus.Killed, logger.Run.Status);
        tracker.StartRun("another").Complete();
    }

    [Fact]
    public void A_logger_that_logged_nothing_leaves_no_run()
    {
        TrainingLogger logger = New();
        logger.Dispose();

        Assert.Throws<ObjectDisposedException>(() => logger.LogWarning("too late"));
        using var store = new SqliteRunStore(_folder.Path);
        Assert.Empty(store.ListRuns());
    }

    [Fact]
    public void The_level_holds_back_lines_and_never_data()
    {
        using (TrainingLogger logger = New(options => options.LogLevel = LogLevel.Error))
        {
            logger.Log(LogLevel.Information, "line");
            logger.LogWarning("warning");
            logger.LogError(new InvalidOperationException("why"), "while training");
            logger.LogBestModel("model.safetensors", "val/loss", 0.25, 3);
            logger.LogEarlyStopping(4, patience: 10, "val/loss", 0.25);
            logger.LogTrainingComplete(4, TimeSpan.FromMinutes(1));
        }

        using var store = new SqliteRunStore(_folder.Path);
        IReadOnlyList<RunEvent> events = store.ReadEvents(Assert.Single(store.ListRuns()).Id);
        Assert.Equal(["error", "best_model", "early_stopping"], events.Select(happened => happened.Kind));
        Assert.Equal("val/loss has not got better than 0.25 for 10 epochs", events[^1].Message);
    }

    [Fact]
    public void A_configuration_that_comes_late_becomes_parameters()
    {
        using (TrainingLogger logger = New())
        {
            logger.LogTrainingMetrics(0, 0, 1);
            logger.LogTrainingStart(new Dictionary<string, object?> { ["learning_rate"] = 0.001 });
            logger.LogTrainingComplete(0, TimeSpan.Zero);
        }

        using var store = new SqliteRunStore(_folder.Path);
        Assert.Equal("0.001", store.ReadParameters(Assert.Single(store.ListRuns()).Id)["learning_rate"]);
    }

    [Fact]
    public void Losses_and_accuracies_are_summed_up()
    {
        using TrainingLogger logger = New(options => options.MetricsBufferSize = 2);
        logger.LogTrainingMetrics(0, 0, 4, valLoss: 5, trainAccuracy: 0.5);
        logger.LogTrainingMetrics(1, 0, 2, valLoss: double.NaN, trainAccuracy: 0.75);
        logger.LogTrainingMetrics(2, 0, 3);
        logger.LogEpochSummary(2, 100, valLoss: 6);

        (MetricStatistics train, MetricStatistics validation) = logger.GetLossStatistics();
        Assert.Equal((2, 2.5, 2.0, 1), (train.Count, train.Mean, train.Best, train.BestEpoch));
        Assert.Equal((2, 1L), (validation.Count, validation.NonFiniteCount));
        Assert.Equal((5.0, 6.0), (validation.Best, validation.Last));
        Assert.Equal(0.25, logger.GetAccuracyStatistics().Train.Improvement);
        Assert.Equal(0, logger.GetAccuracyStatistics().Validation.Count);
    }

    [Fact]
    public void Everything_that_is_wrong_with_the_settings_is_said_at_once()
    {
        var options = new TrainingLoggerOptions
        {
            ExperimentName = " ",
            LogDirectory = "elsewhere",
            MetricsBufferSize = 0,
            SystemMonitorInterval = TimeSpan.Zero,
        };
        using var tracker = CairnTracker.Open(_folder.Path);

        string message = Assert.Throws<ArgumentException>(() => new TrainingLogger(options, tracker)).Message;

        Assert.All(
            ["ExperimentName is", "SystemMonitorInterval is", "MetricsBufferSize is", "'elsewhere'"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private static JsonElement Json(string folder, string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name))).RootElement;

    private static JsonElement[] JsonLines(string folder, string name) =>
        [.. File.ReadLines(Path.Combine(folder, name)).Select(line => JsonDocument.Parse(line).RootElement)];

    private static double Number(JsonElement json, params string[] path) =>
        path.Aggregate(json, (at, name) => at.GetProperty(name)).GetDouble();

    private TrainingLogger New(Action<TrainingLoggerOptions>? configure = null)
    {
        var options = new TrainingLoggerOptions
        {
            ExperimentName = "my_experiment",
            Store = _folder.Path,
            LogDirectory = _folder["logs"],
        };
        configure?.Invoke(options);
        return new TrainingLogger(options);
    }
}
