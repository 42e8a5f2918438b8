using Cairn.Benchmarks.Harness;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Benchmarks.Storage;

/// <summary>What a chart and a tail read from a long series. The operating system has the file in memory.</summary>
internal sealed class ReadBenchmark : IBenchmark
{
    private const long Points = 10_000_000;
    private const int PeerPoints = 1_000_000;
    private const int Buckets = 1000;
    private const int TailPoints = 100;
    private const double LimitMs = 20;
    private const int Rounds = 31;

    // Reading all rows takes most of a second.
    private const int PeerRounds = 5;

    public string Name => "Reading";

    public IEnumerable<Row> Run()
    {
        using var folder = new TempFolder();
        FilledStore.Make(folder.Path, Points);
        using var peer = new RowPerPoint(folder.File("peer.db"), series: 1);
        peer.Write(PeerPoints);
        using var store = new SqliteRunStore(folder.Path);
        SeriesInfo series = Find(store);

        IReadOnlyList<Samples> own = Timing.Interleave(
            Rounds,
            () => Timing.Milliseconds(() => ReadCold(folder.Path)),
            () => Timing.Milliseconds(() => store.ReadDownsampled(series, Buckets)),
            () => Timing.Milliseconds(() => store.ReadTail(series, TailPoints)),
            () => Timing.Milliseconds(() => peer.ReadTail(TailPoints)));
        Samples all = Timing.Interleave(PeerRounds, () => Timing.Milliseconds(() => peer.ReadDownsampled(Buckets)))[0]
            .Select(milliseconds => milliseconds * Points / PeerPoints);
        return ToRows(own[0], own[1], own[2], own[3], all);
    }

    private static Row[] ToRows(Samples cold, Samples warm, Samples tail, Samples peerTail, Samples peerAll)
    {
        const string Downsampled = "1,000 buckets of 10,000,000 points";
        const string Tail = "Last 100 of 10,000,000 points";
        return
        [
            new Row(Downsampled, "Cairn, store opened for it", cold, "ms")
            {
                Targets = [Target.AtMost(LimitMs, cold.Median, "ms")],
            },
            new Row(Downsampled, "Cairn, store open", warm, "ms")
            {
                Targets = [Target.AtMost(LimitMs, warm.Median, "ms")],
            },
            new Row(Downsampled, "rows read and reduced (1,000,000, × 10)", peerAll, "ms"),
            new Row(Tail, "Cairn, store open", tail, "ms"),
            new Row(Tail, "rows of 1,000,000", peerTail, "ms"),
        ];
    }

    private static void ReadCold(string folder)
    {
        using var store = new SqliteRunStore(folder);
        store.ReadDownsampled(Find(store), Buckets);
    }

    private static SeriesInfo Find(SqliteRunStore store) => store.ListSeries(store.FindRun("latest")!.Id)[0];
}
