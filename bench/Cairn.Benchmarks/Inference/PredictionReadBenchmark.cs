using Cairn.Benchmarks.Harness;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Benchmarks.Inference;

/// <summary>
/// What is asked of a day with ten million predictions. The operating system has the file in memory, or most of it.
/// </summary>
internal sealed class PredictionReadBenchmark : IBenchmark
{
    private const int Records = 10_000_000;
    private const int CallsPerFill = 150_000;
    private const double CallsPerRecord = 1.25; // a fifth of the script's calls is repeated
    private const int Rounds = 31;
    private const int LastCount = 50;

    // Counting rows takes seconds.
    private const int PeerRounds = 3;

    /// <summary>The journal's thread makes the next segment ready.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    public string Name => "Predictions, reading";

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        Fill(folder.Path);
        using var store = new SqliteRunStore(folder.Path);
        string model = store.Predictions.ListModels()[0].Name;
        IReadOnlyList<Samples> samples = Timing.Interleave(
            Rounds,
            () => Timing.Milliseconds(() => ReadCold(folder.Path)),
            () => Timing.Milliseconds(() => ReadDay(store)),
            () => Timing.Milliseconds(() => store.Predictions.GetModelStats(model, hours: 24)),
            () => Timing.Milliseconds(() => store.Predictions.List(new PredictionFilter { Limit = LastCount })));
        Samples rows = Timing.Interleave(PeerRounds, () => Timing.Milliseconds(() => Group(store)))[0];
        return ToRows(samples, rows);
    }

    private static void Fill(string folder)
    {
        using var store = new PredictingStore(folder);
        for (int left = (int)(Records * CallsPerRecord); left > 0; left -= CallsPerFill)
        {
            store.Fill(Math.Min(left, CallsPerFill));
            store.Flush();
            Thread.Sleep(Settling);
        }
    }

    private static void ReadCold(string folder)
    {
        using var store = new SqliteRunStore(folder);
        ReadDay(store);
    }

    private static void ReadDay(SqliteRunStore store) => store.Predictions.ReadPerformance(
        new PerformanceFilter(), PerformanceSplit.Day | PerformanceSplit.Symbol | PerformanceSplit.Checkpoint);

    private static void Group(SqliteRunStore store) => store.Query(
        "SELECT model, symbol, checkpoint, count(*), avg(confidence), avg(latency_ms) FROM predictions GROUP BY 1, 2, 3");

    private static Row[] ToRows(IReadOnlyList<Samples> samples, Samples rows)
    {
        const string Day = "A day's statistics over 10,000,000 predictions";
        const string Last = "Last 50 of 10,000,000 predictions";
        return
        [
            Measured(Day, "Cairn, by symbol and checkpoint, store opened for it", samples[0], 50),
            Measured(Day, "Cairn, by symbol and checkpoint, store open", samples[1], 50),
            Measured(Day, "Cairn, `GetModelStats(model, hours: 24)`", samples[2], 50),
            new Row(Day, "counts and means by SQL over the rows", rows, "ms"),
            Measured(Last, "Cairn, store open", samples[3], 5),
        ];
    }

    private static Row Measured(string operation, string subject, Samples samples, double limitMs) =>
        new(operation, subject, samples, "ms") { Targets = [Target.AtMost(limitMs, samples.Median, "ms")] };
}
