using Cairn.Benchmarks.Harness;

namespace Cairn.Benchmarks.Storage;

/// <summary>Bytes of the closed database for each point of a noisy loss curve.</summary>
internal sealed class DiskSpaceBenchmark : IBenchmark
{
    private const int Points = 5_000_000;
    private const int PeerPoints = 1_000_000;
    private const double LimitBytes = 10;

    public string Name => "Disk space";

    public IEnumerable<Row> Run()
    {
        var peer = new Row("", RowPerPoint.Title, Samples.Of(MeasurePeer()), "B/point");
        return [.. Run("full-mantissa doubles", false, peer), .. Run("float32 values", true, peer)];
    }

    private static Row[] Run(string values, bool isSinglePrecision, Row peer)
    {
        string operation = $"Disk space, {values}";
        double bytes = Measure(isSinglePrecision);
        return
        [
            new Row(operation, "Cairn", Samples.Of(bytes), peer.Unit)
            {
                Targets = [Target.AtMost(LimitBytes, bytes, peer.Unit)],
            },
            peer with { Operation = operation },
        ];
    }

    private static double Measure(bool isSinglePrecision)
    {
        using var folder = new TempFolder();
        FilledStore.Make(folder.Path, Points, isSinglePrecision);
        return Bytes(folder.File("cairn.db")) / (double)Points;
    }

    private static double MeasurePeer()
    {
        using var folder = new TempFolder();
        string path = folder.File("peer.db");
        using (var peer = new RowPerPoint(path, series: 1))
        {
            peer.Write(PeerPoints);
        }

        return Bytes(path) / (double)PeerPoints;
    }

    /// <summary>The database and, should it be left, its write-ahead log.</summary>
    private static long Bytes(string path) =>
        new[] { path, path + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length);
}
