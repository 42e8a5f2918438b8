using Cairn.Storage;
using Cairn.Storage.Chunks;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Sinks.Store;

/// <summary>A run that goes on from a checkpoint is as if the points behind the checkpoint had never come.</summary>
public sealed class SeriesCutTests
{
    private const string Name = "train/loss";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_cut_series_equals_one_that_was_never_longer(int seed)
    {
        var random = new Random(seed);
        List<SeriesPoint> points = RandomPoints(random, random.Next(1, 6 * SeriesChunk.Capacity));
        int kept = random.Next(points.Count + 1);

        AssertCutEquals(points, kept, random, seed);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 3 * SeriesChunk.Capacity)]
    [InlineData(1, 17 * SeriesChunk.Capacity)]
    [InlineData(SeriesChunk.Capacity, (2 * SeriesChunk.Capacity) + 5)]
    [InlineData(SeriesChunk.Capacity, SeriesChunk.Capacity)]
    [InlineData(SeriesChunk.Capacity - 1, SeriesChunk.Capacity)]
    [InlineData(4 * SeriesChunk.Capacity, 17 * SeriesChunk.Capacity)]
    [InlineData((4 * SeriesChunk.Capacity) - 1, 16 * SeriesChunk.Capacity)]
    [InlineData((16 * SeriesChunk.Capacity) + 1, (16 * SeriesChunk.Capacity) + 2)]
    [InlineData(100, 100)]
    public void Cuts_at_the_edges_of_chunks_and_levels_are_clean(int kept, int count) =>
        AssertCutEquals(RandomPoints(new Random(1), count), kept, new Random(1), seed: 1);

    [Fact]
    public void A_series_whose_steps_went_back_only_behind_the_cut_is_in_order_again()
    {
        using var store = new TempStore();
        TestJournal journal = TempStore.JournalOf(Name);
        store.Write(journal, journal.Batch().Points(1, 3000).Mark(1, "a").Points(1, 2000).Resume(1, "a"));

        using SqliteRunStore reader = store.OpenReader();
        Assert.True(reader.FindSeries("run-1", Name)!.IsMonotonic);
    }

    [Fact]
    public void A_series_that_was_unknown_at_the_mark_disappears_and_may_come_again()
    {
        using var store = new TempStore();
        TestJournal journal = TempStore.JournalOf(Name, "late");
        store.Write(journal, journal.Batch().Points(1, 10).Mark(1, "a").Points(2, 2000));
        store.Write(journal, journal.Batch().Resume(1, "a").Points(1, 1, 10));
        Assert.Equal("none", Content(store, "late"));

        store.Write(journal, journal.Batch().Points(2, 3));
        using SqliteRunStore reader = store.OpenReader();
        Assert.Equal((11, 3), (reader.FindSeries("run-1", Name)!.Count, reader.FindSeries("run-1", "late")!.Count));
    }

    [Fact]
    public void What_tells_of_the_machine_stays()
    {
        using var store = new TempStore();
        TestJournal journal = TempStore.JournalOf("system/cpu", "systematic");
        store.Write(journal, journal.Batch().Mark(1, "a").Points(1, 10).Points(2, 10).Resume(1, "a"));

        using SqliteRunStore reader = store.OpenReader();
        Assert.Equal("system/cpu", Assert.Single(reader.ListSeries("run-1")).Name);
    }

    [Fact]
    public void A_damaged_chunk_costs_its_points_and_is_told()
    {
        using var store = new TempStore();
        TestJournal journal = TempStore.JournalOf(Name);
        store.Write(journal, journal.Batch().Points(1, 1500).Mark(1, "a").Points(1, 3000, 1500));
        Damage(store, "UPDATE chunks SET points = zeroblob(20) WHERE number = 1");
        store.Restart();

        store.Write(journal, journal.Batch().Resume(1, "a").Points(1, 1, 1500));

        using SqliteRunStore reader = store.OpenReader();
        SeriesInfo series = reader.FindSeries("run-1", Name)!;
        Assert.Equal((SeriesChunk.Capacity + 1, 1500), (series.Count, series.Last));
        Assert.Contains($"{1500 - SeriesChunk.Capacity} points of series '{Name}'", Assert.Single(reader.ReadEvents("run-1"), e => e.Kind == "error").Message);
    }

    [Fact]
    public void A_damaged_part_of_the_tail_costs_its_points_and_is_told()
    {
        using var store = new TempStore();
        TestJournal journal = TempStore.JournalOf(Name);
        store.Write(journal, journal.Batch().Points(1, 100));
        store.Write(journal, journal.Batch().Points(1, 100, 100).Mark(1, "a").Points(1, 100, 200));
        Damage(store, "UPDATE tails SET points = zeroblob(20) WHERE start = 0");
        store.Restart();

        store.Write(journal, journal.Batch().Resume(1, "a"));

        using SqliteRunStore reader = store.OpenReader();
        SeriesInfo series = reader.FindSeries("run-1", Name)!;
        Assert.Equal(series.Count, reader.ReadTail(series, 1000).Count);
        Assert.Contains("100 points of series", Assert.Single(reader.ReadEvents("run-1"), e => e.Kind == "error").Message);
    }

    private static void AssertCutEquals(List<SeriesPoint> points, int kept, Random random, int seed)
    {
        using var cut = new TempStore();
        using var plain = new TempStore();
        TestJournal cutJournal = TempStore.JournalOf(Name);
        TestJournal plainJournal = TempStore.JournalOf(Name);
        Write(cut, cutJournal, points[..kept], random);
        if (random.Next(2) == 0)
        {
            cut.Write(cutJournal, cutJournal.Batch().Mark(1, "a"));
            Write(cut, cutJournal, points[kept..], random);
        }
        else
        {
            BatchBuilder batch = cutJournal.Batch().Mark(1, "a");
            points[kept..].ForEach(point => Add(batch, point));
            cut.Write(cutJournal, batch);
        }

        if (random.Next(2) == 0)
        {
            cut.Restart();
        }

        cut.Write(cutJournal, cutJournal.Batch().Resume(1, "a"));
        Write(plain, plainJournal, points[..kept], random);
        Assert.True(Content(cut) == Content(plain), $"seed {seed}: {kept} of {points.Count} points are not what they were.");

        List<SeriesPoint> more = RandomPoints(random, 3 * SeriesChunk.Capacity);
        Write(cut, cutJournal, more, random);
        Write(plain, plainJournal, more, random);
        Assert.True(Content(cut) == Content(plain), $"seed {seed}: going on after {kept} of {points.Count} points differs.");
    }

    /// <summary>Sums of these values have no rounding, so that the order of adding does not show.</summary>
    private static List<SeriesPoint> RandomPoints(Random random, int count)
    {
        double[] special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0];
        bool goesBack = random.Next(2) == 0;
        return
        [
            .. Enumerable.Range(0, count).Select(i => new SeriesPoint(
                goesBack && random.Next(2000) == 0 ? random.Next(count) : i,
                BatchBuilder.BaseTimeMs + i,
                random.Next(50) == 0 ? special[random.Next(special.Length)] : random.Next(-1000, 1000) / 8.0)),
        ];
    }

    private static void Write(TempStore store, TestJournal journal, List<SeriesPoint> points, Random random)
    {
        for (int done = 0; done < points.Count;)
        {
            int count = Math.Min(random.Next(1, 2000), points.Count - done);
            BatchBuilder batch = journal.Batch();
            points[done..(done + count)].ForEach(point => Add(batch, point));
            store.Write(journal, batch);
            done += count;
        }
    }

    private static void Add(BatchBuilder batch, SeriesPoint point) =>
        batch.Point(1, point.Step, point.Value, (int)(point.TimeMs - BatchBuilder.BaseTimeMs));

    private static string Content(TempStore store, string name = Name)
    {
        store.Sink.ProgressOf(new TestJournal()); // makes the database where nothing was written
        using SqliteRunStore reader = store.OpenReader();
        return SeriesContent.Of(reader, "run-1", name);
    }

    private static void Damage(TempStore store, string sql)
    {
        store.Sink.Dispose();
        using var connection = new SqliteConnection($"Data Source={store.DatabasePath};Pooling=False");
        connection.Open();
        connection.Run(sql);
    }
}
