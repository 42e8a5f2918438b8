using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Storage.Predictions;

public sealed class PerformanceReadingTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 3, 14);

    private readonly PredictionTables _tables = new();

    /// <summary>The clock of the tables: 15:09:26.</summary>
    private DateTimeOffset Now => _tables.Now;

    [Fact]
    public void Days_are_told_apart_and_hours_of_one_are_together()
    {
        Count(Now, 3);
        Count(Now.AddHours(-2), 2);
        Count(Now.AddDays(-1), 5);
        using SqliteRunStore reader = _tables.OpenReader();

        IReadOnlyList<ModelPerformance> days = reader.Predictions.ReadPerformance();

        Assert.Equal([(Today.AddDays(-1), 5L), (Today, 5L)], days.Select(day => (day.Day!.Value, day.Figures.Records)));
        Assert.All(days, day => Assert.Null(day.Symbol));
        Assert.Equal(10, Single(reader).Records);
    }

    [Fact]
    public void An_hour_that_no_calendar_has_is_in_the_last_day_that_one_has()
    {
        Count(Now, 3);
        _tables.Execute("UPDATE performance SET start_ms = $1", long.MaxValue - 3_600_000);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal(DateOnly.MaxValue, Assert.Single(reader.Predictions.ReadPerformance()).Day);
        Assert.Equal(9999, Assert.Single(reader.Predictions.ListModels()).LastDecision.Year);
    }

    [Fact]
    public void Symbols_and_checkpoints_are_told_apart_or_put_together()
    {
        long before = _tables.Checkpoint("c_1", "before");
        long after = _tables.Checkpoint("c_1", "after");
        Count(Now, 1, "BTC/USDT", before);
        Count(Now, 2, "BTC/USDT", after);
        Count(Now, 4, "ETH/USDT");
        Count(Now.AddDays(-1), 8, "ETH/USDT", after);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal(
            [("BTC/USDT", 3L), ("ETH/USDT", 12L)],
            Read(reader, PerformanceSplit.Symbol).Select(one => (one.Symbol!, one.Figures.Records)));
        Assert.Equal(
            [("", 4L), ("c_1", 11L)],
            Read(reader, PerformanceSplit.Checkpoint).Select(one => (one.CheckpointId!, one.Figures.Records)));
        Assert.Equal(
            [(Today.AddDays(-1), "ETH/USDT", "c_1", 8L), (Today, "BTC/USDT", "c_1", 3L), (Today, "ETH/USDT", "", 4L)],
            Read(reader, PerformanceSplit.Day | PerformanceSplit.Symbol | PerformanceSplit.Checkpoint)
                .Select(one => (one.Day!.Value, one.Symbol!, one.CheckpointId!, one.Figures.Records)));
    }

    [Fact]
    public void A_filter_leaves_out_what_is_not_wanted()
    {
        Count(Now, 1, "BTC/USDT", _tables.Checkpoint("c_1", "abc"));
        Count(Now, 2, "ETH/USDT");
        Count(Now.AddDays(-1), 4);
        Count(Now.AddDays(-2), 8);
        Count(Now, 16, model: "enhanced_cnn");
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal(15, Single(reader, new PerformanceFilter { Model = PredictionTables.Model }).Records);
        Assert.Equal(1, Single(reader, new PerformanceFilter { Symbol = "BTC/USDT" }).Records);
        Assert.Equal(1, Single(reader, new PerformanceFilter { CheckpointId = "c_1" }).Records);
        Assert.Equal(
            12, Single(reader, new PerformanceFilter { From = Today.AddDays(-2), To = Today.AddDays(-1) }).Records);
        Assert.Empty(reader.Predictions.ReadPerformance(new PerformanceFilter { Model = "nobody" }));
        Assert.Equal(
            [("dqn_agent", 15L), ("enhanced_cnn", 16L)],
            Read(reader, PerformanceSplit.None).Select(one => (one.Model, one.Figures.Records)));
    }

    [Fact]
    public void Figures_are_those_of_all_that_was_counted()
    {
        _tables.Count(Now, sums =>
        {
            sums.AddPrediction(0.8, 10, isFlawed: true);
            sums.AddPrediction(0.6, 20, isFlawed: false);
            sums.AddRepeat(30);
            sums.AddAction("BUY", 2);
        });
        _tables.Count(Now.AddDays(-1), sums =>
        {
            sums.AddPrediction(0.1, double.NaN, isFlawed: false);
            sums.AddAction("SELL", 1);
        });
        using SqliteRunStore reader = _tables.OpenReader();

        PerformanceFigures figures = Single(reader);

        Assert.Equal((4, 3, 1), (figures.Predictions, figures.Records, figures.Flawed));
        Assert.Equal(0.5, figures.MeanConfidence, 12);
        Assert.Equal(20, figures.MeanProcessingTimeMs);
        Assert.Equal(20, figures.P50Ms, 20 * 0.03);
        Assert.Equal([("BUY", 2L), ("SELL", 1L)], figures.Actions.Select(one => (one.Key, one.Value)).Order());
    }

    [Fact]
    public void Without_a_contract_nothing_expires()
    {
        Count(Now.AddDays(-400), 3);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal((0, 3), (Single(reader).Expired, Single(reader).Pending));
    }

    [Fact]
    public void Of_days_that_are_past_the_deadline_all_that_is_open_is_expired()
    {
        Declare(TimeSpan.FromHours(15));
        Count(Now.AddDays(-1), 3, resolved: 1);
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal((2, 0), (Single(reader).Expired, Single(reader).Pending));
    }

    [Fact]
    public void On_the_day_of_the_limit_expired_and_pending_ones_are_told_apart()
    {
        Declare(TimeSpan.FromHours(2));
        Log(TimeSpan.FromHours(4));
        Log(TimeSpan.FromHours(4), isResolved: true);
        Log(TimeSpan.FromHours(2) + TimeSpan.FromMilliseconds(1));
        Log(TimeSpan.FromHours(2));
        Log(TimeSpan.FromHours(1), symbol: "BTC/USDT");
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal((5, 1, 2, 2), Counts(Single(reader)));
        Assert.Equal((4, 1, 2, 1), Counts(Single(reader, new PerformanceFilter { Symbol = PredictionTables.Symbol })));
        Assert.Equal(
            (5, 1, 2, 2), Counts(reader.Predictions.ReadStats(PredictionTables.Model, Now.AddHours(-24)).Figures));
    }

    [Fact]
    public void The_last_hours_begin_with_a_full_one()
    {
        Count(Now.AddHours(-1), 1);
        Count(Now.AddHours(-24), 2);
        Count(Now.AddHours(-25), 4);
        using SqliteRunStore reader = _tables.OpenReader();

        ModelStats stats = reader.Predictions.GetModelStats(PredictionTables.Model, hours: 24, _tables.Time);

        Assert.Equal(3, stats.Figures.Records);
        Assert.Equal(new DateTimeOffset(2026, 3, 13, 15, 0, 0, TimeSpan.Zero), stats.From);
        Assert.Equal(Now, stats.Until);
    }

    [Fact]
    public void Stats_of_nobody_are_zero()
    {
        using SqliteRunStore reader = _tables.OpenReader();

        Assert.Equal(0, reader.Predictions.GetModelStats("nobody").Figures.Predictions);
    }

    [Fact]
    public void No_prediction_is_read_for_days_that_are_past()
    {
        Declare(TimeSpan.FromMinutes(1));
        Count(Now.AddDays(-1), 1_000_000);
        using SqliteRunStore reader = _tables.OpenReader();

        // There are no rows of predictions here: whatever is known, the statistics know.
        Assert.Equal(1_000_000, Single(reader).Expired);
    }

    [Fact]
    public void Models_are_listed_with_their_calls_and_their_last_decision()
    {
        Declare(TimeSpan.FromHours(1));
        Log(TimeSpan.FromMinutes(3));
        Count(Now.AddDays(-1), 2);
        Count(Now.AddDays(-3), 5, model: "archived_whole");
        using SqliteRunStore reader = _tables.OpenReader();

        IReadOnlyList<PredictedModel> models = reader.Predictions.ListModels();

        Assert.Equal([("archived_whole", 5L), ("dqn_agent", 3L)], models.Select(one => (one.Name, one.Predictions)));
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 15, 0, 0, TimeSpan.Zero), models[0].LastDecision);
        Assert.Equal(Now.AddMinutes(-3), models[1].LastDecision);
        Assert.Null(models[0].Contract);
        Assert.Equal(TimeSpan.FromHours(1), models[1].Contract!.Horizon);
    }

    public void Dispose() => _tables.Dispose();

    private static (long Records, long Resolved, long Expired, long Pending) Counts(PerformanceFigures figures) =>
        (figures.Records, figures.Resolved, figures.Expired, figures.Pending);

    private static IReadOnlyList<ModelPerformance> Read(SqliteRunStore reader, PerformanceSplit split) =>
        reader.Predictions.ReadPerformance(split: split);

    private static PerformanceFigures Single(SqliteRunStore reader, PerformanceFilter? filter = null) => Assert.Single(
        reader.Predictions.ReadPerformance(filter, PerformanceSplit.None), one => one.Model == PredictionTables.Model).Figures;

    private void Declare(TimeSpan horizon) => _tables.Declare(
        new ModelContract { Model = PredictionTables.Model, Horizon = horizon, Deadline = TimeSpan.Zero });

    /// <summary>A prediction both in its table and in the statistics.</summary>
    private void Log(TimeSpan ago, bool isResolved = false, string symbol = PredictionTables.Symbol)
    {
        PredictionId id = _tables.Add(ago, row => row.Symbol = symbol);
        if (isResolved)
        {
            _tables.Resolve(id);
        }

        Count(Now - ago, 1, symbol, resolved: isResolved ? 1 : 0);
    }

    private void Count(
        DateTimeOffset time,
        int records,
        string symbol = PredictionTables.Symbol,
        long checkpoint = 0,
        long resolved = 0,
        string model = PredictionTables.Model)
    {
        _tables.Count(
            time,
            sums =>
            {
                sums.Predictions += records;
                sums.Records += records;
                sums.Resolved += resolved;
            },
            symbol,
            checkpoint,
            model);
    }
}
