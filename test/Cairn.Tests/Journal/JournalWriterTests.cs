using System.Text;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Tests.Support;

namespace Cairn.Tests.Journal;

public class JournalWriterTests
{
    private const int PointsInSegment = (CairnOptions.MinSegmentBytes - SegmentHeader.FirstFrame) / 32;

    [Fact]
    public void What_was_recorded_is_read_back_in_order()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        journal.Recorder.Point(7, 42, double.NaN);
        journal.Recorder.Row(43, [new RowValue(1, 0.5), new RowValue(2, double.NegativeInfinity)]);
        journal.Recorder.Text(RecordKind.Event, default, new RecordTexts(3, "kind", "mässage 🚀", ""));

        CollectedRecords read = journal.ReadOwn();

        Assert.Equal((7u, 42L, double.NaN), (read.Points[0].Series, read.Points[0].Step, read.Points[0].Value));
        Assert.Equal([(1u, 0.5), (2u, double.NegativeInfinity)], read.Rows[0].Values);
        Assert.Equal(["kind", "mässage 🚀", ""], read.Texts[0].Texts);
        Assert.Equal(3, journal.Writer.Accepted);
    }

    [Fact]
    public void Points_carry_the_time_of_their_call()
    {
        var time = new ManualTime();
        using var journal = new JournalFixture(time: time);
        journal.Writer.Tend();
        journal.Recorder.Point(1, 0, 0);
        time.Advance(TimeSpan.FromMinutes(3));
        journal.Recorder.Point(1, 1, 0);

        CollectedRecords read = journal.ReadOwn();

        Assert.Equal(180_000, read.Points[1].TimeMs - read.Points[0].TimeMs);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public void A_clock_that_jumps_by_a_month_loses_no_point_and_no_time(int days)
    {
        var time = new ManualTime();
        using var journal = new JournalFixture(time: time);
        journal.Writer.Tend();
        time.Advance(TimeSpan.FromDays(days));
        journal.Recorder.Point(1, 5, 2.5);

        CollectedRecords read = journal.ReadOwn();

        (long timeMs, long step, (uint, double)[] values) = Assert.Single(read.Rows);
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), timeMs);
        Assert.Equal((5L, (1u, 2.5)), (step, values[0]));
    }

    [Fact]
    public void A_full_segment_gives_way_to_the_next_without_a_loss()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        int count = (PointsInSegment * 2) + 10;
        for (int i = 0; i < count; i++)
        {
            journal.Recorder.Point(1, i, i);
            if (i % 1000 == 0)
            {
                journal.Writer.Tend();
            }
        }

        CollectedRecords read = journal.ReadOwn();

        Assert.Equal(count, journal.Writer.Accepted);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (double)i), read.Values);
        Assert.Equal(0, journal.Writer.Refusals.Total);
    }

    [Fact]
    public void A_segment_that_is_filled_to_its_last_byte_is_read_to_its_end()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        Assert.Equal(0, (CairnOptions.MinSegmentBytes - SegmentHeader.FirstFrame) % 32);
        journal.RecordPoints(PointsInSegment);

        Assert.Equal(PointsInSegment, journal.ReadOwn().Count);
        journal.RecordPoints(1);
        Assert.Equal(PointsInSegment + 1, journal.ReadOwn().Count);
    }

    [Fact]
    public void Every_remainder_at_the_end_of_a_segment_is_handled()
    {
        for (int rest = 0; rest <= 64; rest += 8)
        {
            using var journal = new JournalFixture();
            journal.Writer.Tend();
            int texts = FillUpTo(journal, CairnOptions.MinSegmentBytes - rest);
            journal.RecordPoints(4);

            CollectedRecords read = journal.ReadOwn();

            Assert.Equal(texts, read.Texts.Count);
            Assert.Equal([0d, 1, 2, 3], read.Values);
            Assert.Equal(texts + 4, journal.Writer.Accepted);
        }
    }

    [Fact]
    public void Many_threads_record_into_one_journal_and_no_record_is_lost_or_doubled()
    {
        const int Threads = 4;
        const int Each = 60_000;
        using var journal = new JournalFixture(configure: options => options.SegmentBytes = 4 << 20);
        journal.Writer.Tend();

        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            for (int i = 0; i < Each; i++)
            {
                journal.Recorder.Point((uint)thread, i, i);
            }
        });

        CollectedRecords read = journal.ReadOwn();
        Assert.Equal(Threads * Each, journal.Writer.Accepted);
        foreach (IGrouping<uint, (uint Series, long TimeMs, long Step, double Value)> series in read.Points.GroupBy(point => point.Series))
        {
            Assert.Equal(Enumerable.Range(0, Each).Select(i => (long)i), series.Select(point => point.Step));
        }

        Assert.Equal(0, read.Damaged);
    }

    [Fact]
    public void A_journal_over_its_budget_refuses_and_counts_and_takes_again_what_was_released()
    {
        using var journal = new JournalFixture(configure: options => options.JournalBudgetBytes = 4L * options.SegmentBytes);
        int recorded = 0;
        while (journal.Writer.Refusals.Total == 0)
        {
            journal.Writer.Tend();
            journal.RecordPoints(1000);
            recorded += 1000;
        }

        Assert.Equal(recorded, journal.Writer.Accepted + journal.Writer.Refusals.Total);
        Assert.Equal(journal.Writer.Refusals.Total, journal.Writer.Refusals[LossKind.JournalFull]);
        CollectedRecords read = journal.ReadOwn();
        Assert.Equal(journal.Writer.Accepted, read.Count);

        long refused = journal.Writer.Refusals.Total;
        journal.Writer.ReleaseBefore(read.Position.Segment);
        journal.Writer.Tend();
        journal.RecordPoints(10);
        Assert.Equal(refused, journal.Writer.Refusals.Total);
    }

    [Fact]
    public void A_sealed_journal_refuses_as_closed()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        journal.RecordPoints(3);
        journal.Writer.Seal();
        journal.RecordPoints(2);

        Assert.Equal(3, journal.Writer.Accepted);
        Assert.Equal(2, journal.Writer.Refusals[LossKind.Closed]);
        Assert.Equal(3, journal.ReadOwn().Count);
    }

    [Fact]
    public void Recording_a_point_allocates_nothing()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        journal.RecordPoints(2000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        journal.RecordPoints(20_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_deleted_folder_is_made_again_with_what_was_in_it()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        journal.Writer.Catalog.Define(RecordKind.DefineSeries, "loss"u8);
        journal.RecordPoints(5);
        Directory.Delete(journal.Writer.Folder, recursive: true);

        journal.Writer.Tend();
        journal.RecordPoints(7);

        Assert.Equal(12, journal.ReadOwn().Count);
        Assert.Equal(12, journal.ReadFolder().Count);
        Assert.Equal(1, CountDefinitions(journal.Writer.Folder));
    }

    [Fact]
    public void Without_a_disk_records_are_refused_and_with_it_recording_goes_on_by_itself()
    {
        var files = new FaultyFileSystem(
            Cairn.IO.PhysicalFileSystem.Instance, new FaultPlan(0, FileOperations.CreateDirectory));
        using var journal = new JournalFixture(files);

        Assert.False(journal.Writer.Tend());
        journal.RecordPoints(3);
        Assert.True(journal.Writer.Tend());
        journal.RecordPoints(4);

        Assert.Equal(3, journal.Writer.Refusals[LossKind.JournalUnavailable]);
        Assert.Equal(4, journal.ReadOwn().Count);
        Assert.Equal([false, true], journal.Failures.Select(failure => failure.IsRecovered));
    }

    [Fact]
    public void Whatever_disk_operation_fails_nothing_is_thrown_and_every_record_is_accepted_or_counted()
    {
        for (int n = 0; ; n++)
        {
            var files = new FaultyFileSystem(Cairn.IO.PhysicalFileSystem.Instance, new FaultPlan(n, TornBytes: n % 7));
            using var journal = new JournalFixture(files);
            for (int i = 0; i < 5; i++)
            {
                journal.Writer.Tend();
                Define(journal, "series" + i);
                journal.RecordPoints(100);
            }

            journal.Writer.Tend();
            Assert.Equal(500, journal.Writer.Accepted + journal.Writer.Refusals.Total);
            Assert.Equal(journal.Writer.Accepted, journal.ReadOwn().Count);
            Assert.Equal(5, CountDefinitions(journal.Writer.Folder));
            if (!files.Fired)
            {
                break;
            }
        }
    }

    private static void Define(JournalFixture journal, string name)
    {
        try
        {
            journal.Writer.Catalog.Define(RecordKind.DefineSeries, Encoding.UTF8.GetBytes(name));
        }
        catch (IOException)
        {
            // The catalog keeps it and the next turn writes it.
        }
    }

    private static int CountDefinitions(string folder)
    {
        int count = 0;
        new CatalogReader(Cairn.IO.PhysicalFileSystem.Instance, JournalFolder.CatalogPath(folder))
            .ReadOn((_, _) => count++);
        return count;
    }

    private static int FillUpTo(JournalFixture journal, int end)
    {
        int smallest = FrameHeader.FrameBytes(new RecordTexts(1, "").PayloadBytes);
        int texts = 0;
        while (journal.Writer.Current.Tail < end)
        {
            int left = end - journal.Writer.Current.Tail;
            int next = left <= FrameHeader.MaxFrameBytes ? left : Math.Min(FrameHeader.MaxFrameBytes, left - smallest);
            int length = next - FrameHeader.FrameBytes(new RecordTexts(1, "").PayloadBytes);
            Assert.True(length >= 0, "The test's own arithmetic left too small a rest.");
            journal.Recorder.Text(RecordKind.Note, default, new RecordTexts(1, new string('x', length)));
            texts++;
        }

        Assert.Equal(end, journal.Writer.Current.Tail);
        return texts;
    }
}
