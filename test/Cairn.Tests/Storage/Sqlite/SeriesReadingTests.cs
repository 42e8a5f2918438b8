using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Sinks.Store;

namespace Cairn.Tests.Storage.Sqlite;

/// <summary>Random recordings, read in every way and compared with a list of the same points.</summary>
public sealed class SeriesReadingTests
{
    [Theory]
    [InlineData(1, 500, true)]
    [InlineData(2, 1024, true)]
    [InlineData(3, 30_000, true)]
    [InlineData(4, 5_000, false)]
    [InlineData(5, 30_000, false)]
    [InlineData(6, 1, true)]
    public void Every_way_of_reading_agrees_with_what_was_recorded(int seed, int count, bool isMonotonic)
    {
        using var store = new TempStore();
        List<SeriesPoint> points = Record(store, new Random(seed), count, isMonotonic);
        using SqliteRunStore reader = store.OpenReader();
        SeriesInfo series = Assert.Single(reader.ListSeries("run-1"));

        Assert.Equal(isMonotonic, series.IsMonotonic);
        AssertSums(points, series);
        Assert.Equal(points.OrderBy(point => point.Step), reader.ReadRange(series));
        foreach (int length in (int[])[0, 1, 100, 1500, count, count + 1])
        {
            Assert.Equal(points.TakeLast(length), reader.ReadTail(series, length));
        }

        var random = new Random(seed);
        for (int i = 0; i < 20; i++)
        {
            long from = random.NextInt64(series.MinStep - 5, series.MaxStep + 5);
            long to = i == 0 ? from : random.NextInt64(from, series.MaxStep + 6);
            List<SeriesPoint> within = [.. points.Where(point => point.Step >= from && point.Step <= to)];
            Assert.Equal(within.OrderBy(point => point.Step), reader.ReadRange(series, from, to));
            AssertKeepsEverything(within, reader.ReadDownsampled(series, random.Next(1, 40), from, to));
        }

        foreach (int maxBuckets in (int[])[1, 2, 7, 20, 1000, int.MaxValue])
        {
            IReadOnlyList<SeriesBucket> buckets = reader.ReadDownsampled(series, maxBuckets);
            Assert.InRange(buckets.Count, Math.Min(maxBuckets, count) / 3, maxBuckets);
            AssertKeepsEverything(points, buckets);
        }
    }

    [Fact]
    public void Sql_sees_the_same_doubles()
    {
        using var store = new TempStore();
        TestJournal journal = TempStore.JournalOf("s");
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 2000)
            .Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))
            .Where(double.IsNormal)
            .Concat(Enumerable.Range(0, 2000).Select(_ => random.NextDouble()))];
        store.Write(journal, journal.Batch().Points(1, values.Length, value: step => values[step]));

        using SqliteRunStore reader = store.OpenReader();
        QueryResult result = reader.Query("SELECT value FROM points ORDER BY step");

        // SQLite's reading of decimal digits is a little off for very large and very small numbers.
        Assert.All(result.Rows, (row, i) => Assert.InRange((double)row[0]! / values[i], 1 - 1e-14, 1 + 1e-14));
        Assert.All(result.Rows.TakeLast(2000).Zip(values.TakeLast(2000)), pair => Assert.Equal(pair.Second, pair.First[0]));
    }

    private static List<SeriesPoint> Record(TempStore store, Random random, int count, bool isMonotonic)
    {
        TestJournal journal = TempStore.JournalOf("loss");
        var points = new List<SeriesPoint>();
        long step = 0;
        while (points.Count < count)
        {
            BatchBuilder batch = journal.Batch();
            for (int i = random.Next(1, Math.Max(2, count / 10)); i > 0 && points.Count < count; i--)
            {
                step += isMonotonic ? random.Next(3) : random.Next(-40, 42);
                double value = NextValue(random);
                batch.Row(step, new RowValue(1, value));
                points.Add(new SeriesPoint(step, BatchBuilder.BaseTimeMs, value));
            }

            store.Write(journal, batch);
            if (random.Next(3) == 0)
            {
                store.Restart();
            }
        }

        return points;
    }

    private static double NextValue(Random random) => random.Next(50) switch
    {
        0 => double.NaN,
        1 when random.Next(20) == 0 => double.PositiveInfinity,
        2 when random.Next(20) == 0 => double.NegativeInfinity,
        _ => random.NextDouble(),
    };

    private static void AssertSums(List<SeriesPoint> points, SeriesInfo series)
    {
        Assert.Equal((points.Count, points.Count(point => double.IsNaN(point.Value))), (series.Count, series.NanCount));
        Assert.Equal((points.Min(point => point.Step), points.Max(point => point.Step)), (series.MinStep, series.MaxStep));
        Assert.Equal((points[^1].Value, points[^1].TimeMs), (series.Last, series.LastTimeMs));
        AssertExtremes(points, series.Min, series.Max);
    }

    private static void AssertKeepsEverything(List<SeriesPoint> points, IReadOnlyList<SeriesBucket> buckets)
    {
        Assert.Equal(points.Count, buckets.Sum(bucket => bucket.Count));
        int start = 0;
        foreach (SeriesBucket bucket in buckets)
        {
            List<SeriesPoint> own = points.GetRange(start, (int)bucket.Count);
            start += own.Count;
            Assert.Equal(own.Count(point => double.IsNaN(point.Value)), bucket.NanCount);
            Assert.Equal(own.Count(point => double.IsFinite(point.Value)), bucket.FiniteCount);
            Assert.Equal((own.Min(point => point.Step), own.Max(point => point.Step)), (bucket.MinStep, bucket.MaxStep));
            Assert.Equal((own[0].Value, own[^1].Value), (bucket.First, bucket.Last));
            AssertExtremes(own, bucket.Min, bucket.Max);
        }
    }

    private static void AssertExtremes(List<SeriesPoint> points, double min, double max)
    {
        List<double> numbers = [.. points.Select(point => point.Value).Where(value => !double.IsNaN(value))];
        Assert.Equal(numbers.Count == 0 ? double.NaN : numbers.Min(), min);
        Assert.Equal(numbers.Count == 0 ? double.NaN : numbers.Max(), max);
    }
}
