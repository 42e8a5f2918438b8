using Cairn.Sinks.Store.Predictions;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Tests.Sinks.Store.Predictions;

public sealed class PerformanceWriterTests : IDisposable
{
    private const long Day = 86_400_000;
    private const long Hour = 3_600_000;

    private readonly OutcomeFixture _store = new();

    [Fact]
    public void A_prediction_counts_in_its_hour_its_day_and_its_day_by_symbol_and_checkpoint()
    {
        _store.Predict(1, Day + (5 * Hour) + 1, symbol: "A", checkpoint: 9);
        _store.Predict(2, Day + (5 * Hour) + 2, symbol: "A");
        _store.Predict(3, Day + (6 * Hour), symbol: "B");
        _store.Flush();

        long a = _store.Names.Label("A");
        long b = _store.Names.Label("B");
        Assert.Equal(
            [
                (0, Day + (5 * Hour), 0, 0, 2),
                (0, Day + (6 * Hour), 0, 0, 1),
                (1, Day, 0, 0, 3),
                (2, Day, a, 0, 1),
                (2, Day, a, 9, 1),
                (2, Day, b, 0, 1),
            ],
            Buckets());
    }

    [Fact]
    public void Columns_that_are_worked_out_are_there_for_readers_of_sql()
    {
        StoredPrediction first = _store.Predict(1, 0, "BUY", confidence: 0.8, latencyMs: 10);
        _store.Repeat(2, first, 10, latencyMs: 30);
        _store.Predict(3, 1, "SELL\"", confidence: 0.6, latencyMs: 20);
        _store.Resolve(1, "SELL");
        _store.Flush();

        object?[] row = Assert.Single(_store.Rows(
            "SELECT total_predictions, distinct_predictions, correct_predictions, accuracy, coverage, avg_confidence, "
            + "avg_processing_time_ms, round(p50_ms), round(p99_ms), calibration_error, actions, date FROM model_performance"));
        Assert.Equal([3L, 2L, 0L, 0.0, 0.5, 0.7, 20.0, 20.0, 30.0, 0.8, """{"BUY":1,"SELL\u0022":1}""", "1970-01-01"], row);
    }

    [Fact]
    public void Without_times_and_outcomes_these_columns_are_null()
    {
        _store.Predict(1, 0, latencyMs: double.NaN);
        _store.Flush();

        Assert.All(
            _store.Rows("SELECT p50_ms, p95_ms, p99_ms, calibration_error FROM performance"),
            row => Assert.All(row, Assert.Null));
    }

    [Fact]
    public void Rows_go_on_where_the_database_has_them()
    {
        _store.Predict(1, 10, "BUY", latencyMs: 3);
        _store.Resolve(1, "BUY", value: 2);
        _store.Flush();
        _store.Reopen();
        _store.Predict(2, 20, "SELL", latencyMs: 5);
        _store.Predict(3, 20, "BUY", latencyMs: 5);
        _store.Flush();
        _store.Reopen();
        _store.Resolve(1, "SELL", value: 1);

        PerformanceSums sums = _store.Sums();
        Assert.Equal((3, 3, 1, 0, 1.0), (sums.Records, sums.Latencies, sums.Resolved, sums.Correct, sums.ValueSum));
        Assert.Equal((2, 1), (sums.Actions["BUY"], sums.Actions["SELL"]));
        Assert.Equal((3, 13.0), (sums.LatencyCounts.Count, sums.LatencySum));
    }

    [Fact]
    public void More_rows_than_fit_in_memory_lose_nothing()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        const int count = 6000;
        const int symbols = 900;
        int[] bySymbol = new int[symbols];
        for (int i = 1; i <= count; i++)
        {
            int symbol = random.Next(symbols);
            bySymbol[symbol]++;
            _store.Performance.Add(new StoredPrediction(
                i, 1, symbol + 1, 2, 0, random.Next(3) * Day, 0.5, 1, PredictionFlaws.None));
        }

        _store.Flush();

        Assert.Equal([(long)count], _store.Rows("SELECT sum(records) FROM performance WHERE grain = 1").Select(row => row[0]));
        Assert.Equal(
            bySymbol.Select(one => (long)one).Where(one => one > 0),
            _store.Rows("SELECT sum(records) FROM performance WHERE grain = 2 GROUP BY symbol ORDER BY symbol")
                .Select(row => (long)row[0]!));
    }

    [Fact]
    public void Adding_to_open_rows_allocates_nothing()
    {
        StoredPrediction prediction = _store.Predict(1, 1000);
        StoredPrediction other = _store.Predict(2, 1000, "SELL", symbol: "other");
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 1000; i++)
        {
            _store.Performance.Add(prediction);
            _store.Performance.Add(other);
            _store.Performance.AddRepeat(prediction, 5.1);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Damaged_tables_in_a_row_are_empty_and_counting_goes_on()
    {
        _store.Predict(1, 10);
        _store.Resolve(1, "BUY");
        _store.Flush();
        _store.Run("UPDATE performance SET latency_counts = x'0100', confidence_counts = x'FF', actions = 'no'");
        _store.Reopen();
        _store.Predict(2, 20);
        _store.Resolve(1, "SELL");
        _store.Predict(3, 20, latencyMs: 8);

        PerformanceSums sums = _store.Sums();
        Assert.Equal((3, 2, 13.0), (sums.Records, sums.Latencies, sums.LatencySum));
        Assert.Equal((1, 1), (sums.Resolved, sums.ConfidenceCounts.Count));
    }

    private IEnumerable<(long Grain, long Start, long Symbol, long Checkpoint, long Records)> Buckets() => _store
        .Rows("SELECT grain, start_ms, symbol, checkpoint, records FROM performance ORDER BY 1, 2, 3, 4")
        .Select(row => ((long)row[0]!, (long)row[1]!, (long)row[2]!, (long)row[3]!, (long)row[4]!));

    public void Dispose() => _store.Dispose();
}
