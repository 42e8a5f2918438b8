using Cairn.Journal;
using Cairn.Recording;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Journal;

public class JournalDamageTests
{
    [Fact]
    public void Any_flipped_bit_costs_at_most_its_own_record_and_is_counted()
    {
        const int Points = 10;
        using JournalFixture journal = Recorded(Points);
        byte[] whole = File.ReadAllBytes(journal.SegmentPath(1));
        for (int bit = 0; bit < (SegmentHeader.FirstFrame + (Points * 32)) * 8; bit++)
        {
            int offset = bit / 8;
            Overwrite(journal, offset, [(byte)(whole[offset] ^ (1 << (bit % 8)))]);

            CollectedRecords read = journal.ReadFolder();

            bool isInFrames = offset >= SegmentHeader.FirstFrame;
            Assert.Equal(isInFrames ? Points - 1 : Points, read.Count);
            Assert.Equal(isInFrames ? 1 : 0, read.Damaged);
            Assert.All(read.Points, point => Assert.Equal(point.Step, point.Value));
            Overwrite(journal, offset, [whole[offset]]);
        }
    }

    [Fact]
    public void A_segment_cut_anywhere_gives_back_every_whole_record_before_the_cut()
    {
        using JournalFixture journal = Recorded(points: 5);
        byte[] whole = File.ReadAllBytes(journal.SegmentPath(1));
        for (int length = 0; length <= SegmentHeader.FirstFrame + (5 * 32); length++)
        {
            File.WriteAllBytes(journal.SegmentPath(1), whole[..length]);

            CollectedRecords read = journal.ReadFolder();

            int expected = length < SegmentHeader.Bytes ? 0 : Math.Max(0, length - SegmentHeader.FirstFrame) / 32;
            Assert.Equal(Enumerable.Range(0, expected).Select(i => (double)i), read.Values);
            Assert.True(read.Damaged > 0 || length == 0, $"The cut at {length} was not noticed.");
        }
    }

    [Fact]
    public void A_record_that_was_never_published_is_passed_over_when_its_owner_is_dead_and_awaited_while_it_lives()
    {
        using JournalFixture journal = Recorded(points: 10);
        Overwrite(journal, SegmentHeader.FirstFrame + (4 * 32), new byte[8]);

        CollectedRecords dead = journal.ReadFolder();
        CollectedRecords alive = journal.ReadFolder(ownerLives: true);

        Assert.Equal([0d, 1, 2, 3, 5, 6, 7, 8, 9], dead.Values);
        Assert.Equal(0, dead.Damaged);
        Assert.Equal([0d, 1, 2, 3], alive.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1000)]
    public void The_number_of_damaged_records_in_a_row_is_told_exactly(int missing)
    {
        using JournalFixture journal = Recorded(points: missing + 20);
        byte[] garbage = new byte[missing * 32];
        new Random(1).NextBytes(garbage);
        Overwrite(journal, SegmentHeader.FirstFrame + (10 * 32), garbage);

        CollectedRecords read = journal.ReadFolder();

        Assert.Equal(20, read.Count);
        Assert.Equal(missing, read.Damaged);
    }

    [Fact]
    public void A_missing_segment_in_the_middle_is_counted_and_the_rest_is_read()
    {
        using var journal = new JournalFixture();
        journal.Writer.Tend();
        int perSegment = (CairnOptions.MinSegmentBytes - SegmentHeader.FirstFrame) / 32;
        for (int i = 0; i < 3; i++)
        {
            journal.RecordPoints(perSegment);
            journal.Writer.Tend();
        }

        journal.RecordPoints(1);
        File.Delete(journal.SegmentPath(2));

        CollectedRecords read = journal.ReadFolder();

        Assert.Equal((2 * perSegment) + 1, read.Count);
        Assert.Equal(1, read.Damaged);
    }

    [Fact]
    public void Reading_may_stop_and_go_on_at_any_record()
    {
        using JournalFixture journal = Recorded(points: 30);
        for (int at = 0; at <= 30; at++)
        {
            var from = new JournalPosition(1, SegmentHeader.FirstFrame + (at * 32));
            using var segments = new FolderSegments(Cairn.IO.PhysicalFileSystem.Instance, journal.Writer.Folder);
            var read = CollectedRecords.ReadAll(segments, from);
            Assert.Equal(Enumerable.Range(at, 30 - at).Select(i => (double)i), read.Values);
        }
    }

    [Fact]
    public void Damage_right_where_reading_goes_on_is_counted_once()
    {
        using JournalFixture journal = Recorded(points: 30);
        Overwrite(journal, SegmentHeader.FirstFrame + (10 * 32) + 16, [0xFF, 0xFF, 0xFF]);
        using var segments = new FolderSegments(Cairn.IO.PhysicalFileSystem.Instance, journal.Writer.Folder);

        var read = CollectedRecords.ReadAll(segments, new JournalPosition(1, SegmentHeader.FirstFrame + (10 * 32)));

        Assert.Equal(19, read.Count);
        Assert.Equal(1, read.Damaged);
    }

    [Fact]
    public void Frames_of_another_segment_are_never_taken_for_its_own()
    {
        using JournalFixture journal = Recorded(points: 10);
        using JournalFixture other = Recorded(points: 10);
        byte[] foreign = File.ReadAllBytes(other.SegmentPath(1));
        Overwrite(journal, SegmentHeader.FirstFrame + (10 * 32), foreign[SegmentHeader.FirstFrame..(SegmentHeader.FirstFrame + (10 * 32))]);

        CollectedRecords read = journal.ReadFolder();

        Assert.Equal(10, read.Count);
        Assert.True(read.Damaged > 0);
    }

    [Fact]
    public void Garbage_is_never_read_as_records()
    {
        using JournalFixture journal = Recorded(points: 50);
        byte[] whole = File.ReadAllBytes(journal.SegmentPath(1))[..(SegmentHeader.FirstFrame + (60 * 32))];
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<int>(),
            (garbage, seed) =>
            {
                byte[] bytes = [.. whole];
                var random = new Random(seed);
                foreach (byte value in garbage)
                {
                    bytes[random.Next(SegmentHeader.FirstFrame, bytes.Length)] = value;
                }

                Overwrite(journal, 0, bytes);
                CollectedRecords read = journal.ReadFolder();
                Assert.All(read.Points, point => Assert.Equal((1u, point.Value), (point.Series, (double)point.Step)));
                Assert.True(read.Count >= 50 - garbage.Length, "More was lost than was touched.");
            }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void A_segment_of_noise_ends_with_a_count_and_without_records()
    {
        using JournalFixture journal = Recorded(points: 1);
        byte[] noise = new byte[CairnOptions.MinSegmentBytes - SegmentHeader.FirstFrame];
        new Random(5).NextBytes(noise);
        Overwrite(journal, SegmentHeader.FirstFrame, noise);

        CollectedRecords read = journal.ReadFolder();

        Assert.Equal(0, read.Count);
        Assert.True(read.Damaged > 1000);
    }

    private static JournalFixture Recorded(int points)
    {
        var journal = new JournalFixture();
        journal.Writer.Tend();
        journal.RecordPoints(points);
        return journal;
    }

    private static void Overwrite(JournalFixture journal, int offset, byte[] bytes)
    {
        using FileStream file = File.Open(journal.SegmentPath(1), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = offset;
        file.Write(bytes);
    }
}
