using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Sinks.Store;
using Cairn.Storage;
using Cairn.Storage.Chunks;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Sinks.Store;

public sealed class StoreSinkTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly TestJournal _journal = TempStore.JournalOf("train/loss", "train/accuracy");

    [Fact]
    public void Points_come_back_as_they_were_recorded()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 3000, value: step => Math.Sqrt(step)));

        using SqliteRunStore reader = _store.OpenReader();
        SeriesInfo series = reader.FindSeries("run-1", "train/loss")!;
        Assert.Equal(3000, series.Count);
        Assert.Equal(
            Enumerable.Range(0, 3000).Select(i => new SeriesPoint(i, BatchBuilder.BaseTimeMs + i, Math.Sqrt(i))),
            reader.ReadRange(series));
    }

    [Fact]
    public void A_restart_continues_the_tail()
    {
        var random = new Random(5);
        int recorded = 0;
        while (recorded < 5 * SeriesChunk.Capacity)
        {
            int count = random.Next(1, 200);
            _store.Write(_journal, _journal.Batch().Points(1, count, recorded));
            recorded += count;
            if (random.Next(4) == 0)
            {
                _store.Restart();
            }
        }

        Assert.Equal(Enumerable.Range(0, recorded).Select(i => (double)i), Values("train/loss"));
    }

    [Fact]
    public void Progress_is_committed_with_the_records_and_survives_a_restart()
    {
        _journal.DefineSeries(3, 1, "late");
        _store.Write(
            _journal,
            _journal.Batch().Points(1, 10).Row(11, new RowValue(1, 1), new RowValue(2, 2), new RowValue(3, 3)).Point(99, 1, 1)
                .Row(12, new RowValue(1, 1), new RowValue(98, 2)).Frame((RecordKind)77, new byte[40])
                .Frame(RecordKind.Point, new byte[8]),
            damaged: 3);
        _store.Restart();

        SinkProgress progress = _store.Sink.ProgressOf(_journal);
        Assert.Equal(new SinkProgress(_journal.Position, Stored: 11, Damaged: 5, Undefined: 2), progress);
        using SqliteRunStore reader = _store.OpenReader();
        using var waiting = new StoreProgressReader(_store.DatabasePath, _journal.Id);
        using var unknown = new StoreProgressReader(_store.DatabasePath, "unknown");
        Assert.Equal(progress, waiting.Read());
        Assert.Equal(SinkProgress.None, unknown.Read());
        Assert.Equal([new JournalInfo(_journal.Id, 11, 5, 2, IsClosed: false)], reader.ListJournals());
    }

    [Fact]
    public void A_record_that_cannot_be_written_counts_as_damaged_and_holds_up_no_other()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 10));
        _journal.Poison = 66;

        _store.Write(_journal, _journal.Batch().Points(1, 5, 10).Point(66, 1, 1).Points(2, 7).Point(66, 2, 2).Point(1, 15, 15));
        _store.Write(_journal, _journal.Batch().Points(1, 4, 16));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (double)i), Values("train/loss"));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => (double)i), Values("train/accuracy"));
        SinkProgress progress = _store.Sink.ProgressOf(_journal);
        Assert.Equal((27, 2), (progress.Stored, progress.Damaged));
    }

    [Fact]
    public void A_batch_that_was_committed_is_not_taken_again()
    {
        JournalBatch batch = _journal.Batch().Points(1, 10).Build();
        _store.Sink.Write(_journal, batch);
        _store.Sink.Write(_journal, batch);
        _store.Restart();
        _store.Sink.Write(_journal, batch);

        Assert.Equal(10, Values("train/loss").Count);
        Assert.Equal(10, _store.Sink.ProgressOf(_journal).Stored);
    }

    [Fact]
    public void A_failure_anywhere_in_a_batch_leaves_exactly_what_was_committed()
    {
        const int seriesCount = 6;
        var failing = new FailingJournal();
        for (uint number = 1; number <= seriesCount; number++)
        {
            failing.Journal.DefineRun(number, $"run-{number}");
            failing.Journal.DefineSeries(number, number, "loss");
        }

        long expected = 0;
        for (int failAt = 1; failAt <= seriesCount; failAt++)
        {
            BatchBuilder builder = failing.Journal.Batch();
            for (uint number = 1; number <= seriesCount; number++)
            {
                builder.Points(number, 700, 700 * (failAt - 1));
            }

            JournalBatch batch = builder.Build();
            ForgetNumbers();
            failing.FailAt = failAt;
            Assert.Throws<SinkUnavailableException>(() => _store.Sink.Write(failing, batch));
            Assert.Equal(expected, TotalCount());
            Assert.Equal(expected, _store.Sink.ProgressOf(failing).Stored);

            failing.FailAt = 0;
            _store.Sink.Write(failing, batch);
            expected += 700 * seriesCount;
            Assert.Equal(expected, TotalCount());
        }

        using SqliteRunStore reader = _store.OpenReader();
        Assert.All(reader.ListRuns(), run => Assert.Equal(
            Enumerable.Range(0, 700 * seriesCount).Select(i => (double)i),
            reader.ReadRange(reader.FindSeries(run.Id, "loss")!).Select(point => point.Value)));
    }

    [Fact]
    public void Two_journals_onto_one_series_make_one_series()
    {
        TestJournal resumed = new("journal-2");
        resumed.DefineRun(7, "run-1");
        resumed.DefineSeries(9, 7, "train/loss");
        _store.Write(_journal, _journal.Batch().Start(1).Points(1, 100));
        _store.Write(resumed, resumed.Batch().Start(7, timeMs: 10).Points(9, 100, 100));
        _store.Write(_journal, _journal.Batch().Points(1, 100, 200));

        Assert.Equal(Enumerable.Range(0, 300).Select(i => (double)i), Values("train/loss"));
        using SqliteRunStore reader = _store.OpenReader();
        Assert.Single(reader.ListRuns());
    }

    [Fact]
    public void Meanings_of_numbers_survive_the_loss_of_the_catalog_until_the_journal_is_closed()
    {
        _store.Write(_journal, _journal.Batch().Start(1).Points(1, 10));
        _journal.ForgetDefinitions();
        _store.Restart();
        _store.Write(_journal, _journal.Batch().Points(1, 10, 10).Text(RecordKind.Note, 1, "still known"));
        _store.Sink.Close(_journal);
        _store.Write(_journal, _journal.Batch().Points(1, 10, 20));

        SinkProgress progress = _store.Sink.ProgressOf(_journal);
        Assert.Equal((22, 10), (progress.Stored, progress.Undefined));
        Assert.Equal(20, Values("train/loss").Count);
    }

    [Fact]
    public void More_series_than_are_kept_open_are_loaded_again()
    {
        const int seriesCount = SeriesWriter.MaxOpenSeries + 50;
        for (uint number = 1; number <= seriesCount; number++)
        {
            _journal.DefineSeries(number, 1, $"series-{number}");
        }

        for (int step = 0; step < 3; step++)
        {
            BatchBuilder batch = _journal.Batch();
            for (uint number = 1; number <= seriesCount; number++)
            {
                batch.Point(number, step, number + step);
            }

            _store.Write(_journal, batch);
        }

        using SqliteRunStore reader = _store.OpenReader();
        Assert.All(reader.ListSeries("run-1"), series => Assert.Equal(3, series.Count));
        Assert.Equal([1.0, 2.0, 3.0], Values("series-1"));
    }

    [Fact]
    public void A_locked_database_is_an_outage_and_the_batch_is_taken_later()
    {
        JournalBatch batch = _journal.Batch().Points(1, 10).Build();
        _store.Sink.ProgressOf(_journal);
        using (var other = new SqliteConnection($"Data Source={_store.DatabasePath};Pooling=False"))
        {
            other.Open();
            other.Run("BEGIN IMMEDIATE");
            SinkUnavailableException outage = Assert.Throws<SinkUnavailableException>(() => _store.Sink.Write(_journal, batch));
            Assert.Contains("holds a lock", outage.Message, StringComparison.Ordinal);
            Assert.Contains(_store.DatabasePath, outage.Message, StringComparison.Ordinal);
        }

        _store.Sink.Write(_journal, batch);
        Assert.Equal(10, Values("train/loss").Count);
    }

    [Fact]
    public void A_database_that_is_deleted_while_running_is_begun_anew()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 10));
        foreach (string file in Directory.GetFiles(_store.Folder))
        {
            File.Delete(file);
        }

        _store.Write(_journal, _journal.Batch().Points(1, 5, 10));

        Assert.Equal([10.0, 11.0, 12.0, 13.0, 14.0], Values("train/loss"));
    }

    [Fact]
    public void A_missing_folder_is_an_outage()
    {
        using var sink = new StoreSink(Path.Combine(_store.Folder, "nowhere", "cairn.db"));

        Assert.Throws<SinkUnavailableException>(() => sink.ProgressOf(_journal));
    }

    [Fact]
    public void A_damaged_tail_costs_its_points_and_is_reported_and_nothing_else_stops()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 1500));
        _store.Restart();
        Execute("UPDATE tails SET points = zeroblob(length(points))");
        _store.Write(_journal, _journal.Batch().Points(1, 1000, 1500));

        Assert.Equal(
            Enumerable.Range(0, 1024).Concat(Enumerable.Range(1500, 1000)).Select(i => (double)i), Values("train/loss"));
        using SqliteRunStore reader = _store.OpenReader();
        RunEvent report = Assert.Single(reader.ReadEvents("run-1"));
        Assert.StartsWith("476 points of series 'train/loss' are lost", report.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _store.Dispose();

    private List<double> Values(string series)
    {
        using SqliteRunStore reader = _store.OpenReader();
        return [.. reader.ReadRange(reader.FindSeries("run-1", series)!).Select(point => point.Value)];
    }

    private long TotalCount()
    {
        using SqliteRunStore reader = _store.OpenReader();
        return reader.ListRuns().Sum(run => run.PointCount);
    }

    /// <summary>So that the next batch has to ask the journal for every one of its series.</summary>
    private void ForgetNumbers()
    {
        _store.Restart();
        _store.Sink.ProgressOf(_journal);
        Execute("DELETE FROM journal_series");
        _store.Restart();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_store.DatabasePath};Pooling=False");
        connection.Open();
        connection.Run(sql);
    }
}
