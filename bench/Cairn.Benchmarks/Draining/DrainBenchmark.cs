using Cairn.Benchmarks.Harness;
using Cairn.Benchmarks.Storage;

namespace Cairn.Benchmarks.Draining;

/// <summary>How fast what waits in the journal is committed to the store.</summary>
internal sealed class DrainBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const int StorePoints = FilledStore.MaxPointsPerFill;

    // Log files are some 130 bytes a point: a round of both is as long as the others.
    private const int LogFilePoints = 300_000;
    private const int PeerPoints = 200_000;

    /// <summary>The journal's thread makes the next segment ready while the timed work would begin.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    public string Name => "Draining";

    public IEnumerable<Row> Run() => [.. Run(series: 1), .. Run(series: 50)];

    private static Row[] Run(int series)
    {
        using var folder = new TempFolder();
        using var store = new FilledStore(folder.File("store"), series);
        using var withLogFiles = new FilledStore(folder.File("with-files"), series, writeLogFiles: true);
        using var peer = new RowPerPoint(folder.File("peer.db"), series);
        Drain(store, LogFilePoints);
        Drain(withLogFiles, LogFilePoints / 10);
        peer.Write(PeerPoints / 10);

        IReadOnlyList<Samples> samples = Timing.Interleave(
            Rounds,
            () => Drain(store, StorePoints),
            () => Drain(withLogFiles, LogFilePoints),
            () => PeerPoints / Timing.Seconds(() => peer.Write(PeerPoints)));
        string operation = $"Draining, {series} series";
        var own = new Row(operation, "Cairn, store", samples[0], "points/s");
        var other = new Row(operation, RowPerPoint.Title, samples[2], "points/s");
        Target[] targets =
        [
            Target.AtLeast(2_000_000, own.Samples.Median, own.Unit),
            Target.FasterThan("a row per point", 10, own.RatioTo(other)),
        ];
        return
        [
            own with { Targets = targets },
            new Row(operation, "Cairn, store and log files", samples[1], "points/s"),
            other,
        ];
    }

    /// <summary>Points a second.</summary>
    private static double Drain(FilledStore store, int points)
    {
        store.Fill(points);
        Thread.Sleep(Settling);
        return points / Timing.Seconds(store.Flush);
    }
}
