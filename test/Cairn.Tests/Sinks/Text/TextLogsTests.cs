using System.Globalization;
using Cairn.IO;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Sinks.Text;
using Cairn.Tests.Sinks.Files;
using Cairn.Tests.Support;

namespace Cairn.Tests.Sinks.Text;

public sealed class TextLogsTests : IDisposable
{
    private const string Name = "inference_records.txt";

    private readonly LogStore _store = new();

    private TextLogs Logs => new(_store.Logs);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Where_nothing_was_written_there_are_no_lines()
    {
        Assert.Empty(Logs.GetRecentInferences());
        Assert.Empty(Logs.GetRecentCheckpointEvents());
        Assert.Empty(Logs.GetRecentSystemEvents());
        Assert.Equal(0, Logs.CleanupOldLogs(10));
        Assert.False(Directory.Exists(_store.Logs));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    public void The_last_lines_come_oldest_first(int count)
    {
        string[] lines = Lines(0, 1000);
        Write("inference_records.txt", lines);
        Write("checkpoint_events.txt", lines);
        Write("system_events.txt", lines);

        string[] expected = lines[Math.Max(0, 1000 - count)..];
        Assert.Equal(expected, Logs.GetRecentInferences(count));
        Assert.Equal(expected, Logs.GetRecentCheckpointEvents(count));
        Assert.Equal(expected, Logs.GetRecentSystemEvents(count));
    }

    [Fact]
    public void Files_that_were_set_aside_go_before_the_live_one_though_one_is_missing()
    {
        Write("inference_records.4.txt", Lines(0, 10));
        Write("inference_records.2.txt", Lines(10, 10));
        Write("inference_records.1.txt", Lines(20, 10));
        Write("inference_records.old.txt", ["not ours"]);
        Write("inference_records.01.txt", ["not ours"]);
        Write("other_records.1.txt", ["not ours"]);
        Write(Name, Lines(30, 10));

        Assert.Equal(Lines(25, 15), Logs.GetRecentInferences(15));
        Assert.Equal(Lines(0, 40), Logs.GetRecentInferences(1000));
        File.Delete(_store[Name]);
        Assert.Equal(Lines(25, 5), Logs.GetRecentInferences(5));
    }

    [Fact]
    public void Whatever_the_lengths_of_lines_the_last_ones_are_found_as_reading_all_finds_them()
    {
        const int seed = 77;
        var random = new Random(seed);
        for (int round = 0; round < 30; round++)
        {
            string[] lines = [.. Enumerable.Range(0, random.Next(1, 40)).Select(i => new string((char)('a' + (i % 26)), Length(random)))];
            Write(Name, lines);
            int count = random.Next(1, 45);

            string[] expected = lines[Math.Max(0, lines.Length - count)..];
            Assert.True(expected.SequenceEqual(Logs.GetRecentInferences(count)), $"seed {seed}, round {round}, last {count}");
        }
    }

    [Fact]
    public void A_line_that_is_being_written_is_no_line_yet()
    {
        Write(Name, Lines(0, 3));
        File.AppendAllText(_store[Name], "2025-07-25 14:3");

        Assert.Equal(Lines(1, 2), Logs.GetRecentInferences(2));
    }

    [Fact]
    public void Only_the_end_of_a_long_file_is_read()
    {
        Write(Name, Lines(0, 50_000));
        var files = new FaultyFileSystem(PhysicalFileSystem.Instance, FaultPlan.Never);

        Assert.Equal(Lines(49_950, 50), new TextLogs(files, _store.Logs).GetRecentInferences());

        Assert.InRange(files.Count(FileOperations.Read), 1, 3);
    }

    [Fact]
    public void A_file_that_was_set_aside_while_it_was_read_is_read_again()
    {
        Write(Name, Lines(0, 10));
        var files = new WatchfulFiles(PhysicalFileSystem.Instance)
        {
            OnceAfterOpen = () =>
        {
            File.Move(_store[Name], _store["inference_records.1.txt"]);
            Write(Name, Lines(10, 1));
        }
        };

        Assert.Equal(Lines(0, 11), new TextLogs(files, _store.Logs).GetRecentInferences());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(10, 10)]
    [InlineData(11, 11)]
    [InlineData(20, 20)]
    [InlineData(25, 25)]
    [InlineData(30, 30)]
    [InlineData(int.MaxValue, 30)]
    public void Cleaning_up_keeps_the_newest_lines_and_says_how_much_that_freed(int maxLines, int left)
    {
        Write("inference_records.3.txt", Lines(0, 10));
        Write("inference_records.1.txt", Lines(10, 10));
        Write(Name, Lines(20, 10));
        Write("system_events.txt", Lines(0, 3));
        long before = Size();

        long freed = Logs.CleanupOldLogs(maxLines);

        Assert.Equal(Lines(30 - left, left), Logs.GetRecentInferences(1000));
        Assert.Equal(Lines(3 - Math.Min(3, maxLines), Math.Min(3, maxLines)), Logs.GetRecentSystemEvents(1000));
        Assert.Equal(before - Size(), freed);
        Assert.Equal(left > 20, File.Exists(_store["inference_records.3.txt"]));
        Assert.Equal(left > 10, File.Exists(_store["inference_records.1.txt"]));
        Assert.True(File.Exists(_store[Name]));
        Assert.Equal(0, Logs.CleanupOldLogs(maxLines));
    }

    [Fact]
    public void Whatever_fails_in_a_cleanup_the_newest_lines_stay_in_order_and_the_next_one_ends_it()
    {
        bool fired = true;
        for (int n = 0; fired; n++)
        {
            Write("inference_records.2.txt", Lines(0, 10));
            Write("inference_records.1.txt", Lines(10, 10));
            Write(Name, Lines(20, 10));
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(n, FromThenOn: true, TornBytes: 5));
            try
            {
                new TextLogs(files, _store.Logs).CleanupOldLogs(15);
            }
            catch (IOException)
            {
            }

            fired = files.Fired;
            IReadOnlyList<string> left = Logs.GetRecentInferences(1000);
            Assert.InRange(left.Count, 15, 30);
            Assert.Equal(Lines(30 - left.Count, left.Count), left);
            Logs.CleanupOldLogs(15);
            Assert.Equal(Lines(15, 15), Logs.GetRecentInferences(1000));
        }
    }

    [Fact]
    public void Sinks_of_living_processes_go_on_after_a_cleanup_and_no_line_is_lost_or_doubled()
    {
        ScriptedJournal other = _store.NewJournal("journal-2");
        using TextSink mine = NewSink();
        using TextSink theirs = NewSink();
        List<string> expected = [];
        for (int round = 0; round < 20; round++)
        {
            WriteBatch(mine, _store.Journal, "mine", round, expected);
            WriteBatch(theirs, other, "theirs", round, expected);
            if (round % 3 == 0)
            {
                Logs.CleanupOldLogs(5 + (round % 7)); // the length that the sinks know may come again
                expected = [.. expected.TakeLast(5 + (round % 7))];
            }

            Assert.Equal(expected, ActionsOf(Logs.GetRecentInferences(1000)));
        }
    }

    [Fact]
    public void A_sink_that_begins_again_after_a_cleanup_writes_each_line_once()
    {
        List<string> expected = [];
        for (int round = 0; round < 10; round++)
        {
            using TextSink sink = NewSink();
            WriteBatch(sink, _store.Journal, "mine", round, expected);
            Logs.CleanupOldLogs(4);
            expected = [.. expected.TakeLast(4)];
        }

        Assert.Equal(expected, ActionsOf(Logs.GetRecentInferences(1000)));
    }

    [Fact]
    public void Lines_that_two_processes_have_in_common_are_there_twice_though_one_begins_again()
    {
        ScriptedJournal other = _store.NewJournal("journal-2");
        List<string> expected = [];
        using (ISink sink = NewSink())
        {
            WriteBatch(sink, _store.Journal, "same", 1, expected);
            WriteBatch(sink, other, "same", 1, expected);
        }

        using (ISink next = NewSink())
        {
            WriteBatch(next, _store.Journal, "same", 1, expected);
            WriteBatch(next, other, "same", 1, expected);
        }

        Assert.Equal(expected, ActionsOf(Logs.GetRecentInferences(1000)));
    }

    [Fact]
    public void A_cleanup_waits_for_who_is_writing_and_then_says_so()
    {
        Write(Name, Lines(0, 10));
        using IFileLock held = PhysicalFileSystem.Instance.TryLock(_store[Name] + ".lock")!;

        IOException e = Assert.Throws<IOException>(() =>
            Cairn.Sinks.Files.SharedLogCut.KeepLast(PhysicalFileSystem.Instance, _store[Name], 1, TimeSpan.Zero));

        Assert.Contains(Name, e.Message, StringComparison.Ordinal);
        Assert.Equal(10, Logs.GetRecentInferences().Count);
    }

    [Fact]
    public void Numbers_below_zero_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Logs.GetRecentInferences(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Logs.CleanupOldLogs(-1));
    }

    private static int Length(Random random) => random.Next(4) == 0 ? 65_536 - random.Next(3) : random.Next(200);

    private static string[] Lines(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => $"2025-07-25 14:34:39 | line {i}")];

    private static IEnumerable<string> ActionsOf(IEnumerable<string> lines) =>
        lines.Select(line => line.Split(" | ")[3].TrimEnd());

    private static TextSink NewSink() => new TextSink(PhysicalFileSystem.Instance, new LogFileOptions());

    private static void WriteBatch(ISink sink, ScriptedJournal journal, string who, int round, List<string> expected)
    {
        journal.DefineLabel(1, "m");
        for (uint i = 0; i < 3; i++)
        {
            uint action = (uint)((round * 3) + i + 2);
            string name = string.Create(CultureInfo.InvariantCulture, $"{who}{round}.{i}");
            journal.DefineLabel(action, name);
            journal.Prediction(new PredictionPayload { Number = 1, Model = 1, Symbol = 1, Action = action });
            expected.Add(name);
        }

        sink.Write(journal, journal.Cut());
    }

    private void Write(string name, string[] lines)
    {
        Directory.CreateDirectory(_store.Logs);
        File.WriteAllText(_store[name], string.Concat(lines.Select(line => line + "\n")));
    }

    private long Size() => Directory.GetFiles(_store.Logs, "*.txt").Sum(file => new FileInfo(file).Length);
}
