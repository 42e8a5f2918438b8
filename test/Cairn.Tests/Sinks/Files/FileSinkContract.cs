using Cairn.IO;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;
using Cairn.Tests.Support;

namespace Cairn.Tests.Sinks.Files;

/// <summary>What every sink that writes text files promises about faults, crashes, rotation and cursors.</summary>
public abstract class FileSinkContract : IDisposable
{
    private readonly LogStore _store = new();

    /// <summary>Small enough that the second batch finds most files full.</summary>
    private static LogFileOptions Tiny => new() { MaxFileBytes = 100, MaxFiles = 3 };

    private static LogFileOptions Roomy => new();

    private protected LogStore Store => _store;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract ISink Create(IFileSystem files, LogFileOptions options, LogStore store);

    /// <summary>
    /// What a round leaves in the files, whose note is "round 1" and whose series "loss1" has the value 1.
    /// </summary>
    private protected abstract string TraceOf(int round);

    /// <summary>What became of the files when everything was written anew, because the cursor was of no use.</summary>
    private protected virtual void AssertBegunAnew(
        SortedDictionary<string, string> before, SortedDictionary<string, string> after)
    {
        Assert.True(after.Count > before.Count);
        foreach ((string name, string text) in before.Where(file => IsOfOneRun(file.Key)))
        {
            Assert.Equal(text, after[name]);
            if (!name.EndsWith(".json", StringComparison.Ordinal))
            {
                Assert.Equal(text, after[Path.ChangeExtension(name, null) + ".1" + Path.GetExtension(name)]);
            }
        }
    }

    private protected ISink Create(IFileSystem files, LogFileOptions options) => Create(files, options, _store);

    private protected ISink Create() => Create(PhysicalFileSystem.Instance, Roomy);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whichever_operation_fails_the_files_are_as_without_the_fault(bool rotates)
    {
        LogFileOptions options = rotates ? Tiny : Roomy;
        SortedDictionary<string, string> expected = ContentAfter(FaultPlan.Never, options, out _);
        Assert.True(expected.Count > 1);

        bool fired = true;
        for (int n = 0; fired; n++)
        {
            AssertSame(expected, ContentAfter(new FaultPlan(n, TornBytes: 7), options, out fired), n);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whichever_operation_the_process_dies_at_the_next_one_leaves_the_files_as_without_the_crash(bool rotates)
    {
        LogFileOptions options = rotates ? Tiny : Roomy;
        SortedDictionary<string, string> expected = ContentAfter(FaultPlan.Never, options, out _);

        bool fired = true;
        for (int n = 0; fired; n++)
        {
            FaultPlan death = new(n, FromThenOn: true, TornBytes: 9);
            AssertSame(expected, ContentAfterCrash(death, options, out fired), n);
        }
    }

    [Fact]
    public void Every_record_is_counted_once_however_often_it_was_tried()
    {
        List<JournalBatch> batches = SomeTraining.Record(_store.Journal);
        uint unknownSeries = 99;
        _store.Journal.Point(unknownSeries, 1, 1).Text(RecordKind.Note, 77, 0, 0, 0, "whose?");
        batches.Add(_store.Journal.Cut(damaged: 4));
        FaultyFileSystem files = new(PhysicalFileSystem.Instance, new FaultPlan(12));
        using ISink sink = Create(files, Roomy);

        _store.Drain(sink, batches);

        long stored = batches.Sum(batch => batch.Count) - 2;
        Assert.True(files.Fired);
        Assert.Equal(new SinkProgress(batches[^1].To, stored, 4, 2), sink.ProgressOf(_store.Journal));
        Assert.Equal(sink.ProgressOf(_store.Journal), Create().ProgressOf(_store.Journal));
    }

    [Fact]
    public void A_batch_that_was_taken_already_is_not_written_again()
    {
        List<JournalBatch> batches = SomeTraining.Record(_store.Journal);
        using ISink sink = Create();
        _store.Drain(sink, batches);
        SortedDictionary<string, string> before = _store.ReadAll();
        SinkProgress progress = sink.ProgressOf(_store.Journal);

        _store.Drain(sink, batches);

        Assert.Equal(before, _store.ReadAll());
        Assert.Equal(progress, sink.ProgressOf(_store.Journal));
    }

    [Fact]
    public void A_new_journal_has_no_progress() =>
        Assert.Equal(SinkProgress.None, Create().ProgressOf(_store.Journal));

    [Fact]
    public void A_fault_names_the_file_and_a_remedy_and_does_not_move_the_cursor()
    {
        List<JournalBatch> batches = SomeTraining.Record(_store.Journal);
        FaultPlan full = new(0, FileOperations.Write, Error: (_, path) => new IOException($"No space left: '{path}'."));
        using ISink sink = Create(new FaultyFileSystem(PhysicalFileSystem.Instance, full), Roomy);

        SinkUnavailableException e =
            Assert.Throws<SinkUnavailableException>(() => sink.Write(_store.Journal, batches[0]));

        Assert.Contains(_store.Logs, e.Message, StringComparison.Ordinal);
        Assert.Contains("free space", e.Message, StringComparison.Ordinal);
        Assert.Equal(SinkProgress.None, sink.ProgressOf(_store.Journal));
    }

    [Fact]
    public void A_cursor_that_cannot_be_read_now_is_not_taken_for_a_missing_one()
    {
        List<JournalBatch> batches = SomeTraining.Record(_store.Journal);
        _store.Drain(Create(), batches);
        FaultyFileSystem files = new(PhysicalFileSystem.Instance, new FaultPlan(0, FileOperations.Open));
        using ISink sink = Create(files, Roomy);

        Assert.Throws<SinkUnavailableException>(() => sink.ProgressOf(_store.Journal));
        Assert.Equal(batches[^1].To, sink.ProgressOf(_store.Journal).Position);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a cursor at all")]
    [InlineData("cairn-log-cursor 1\njournal journal-1\ntaken 1 2 3 4 5\ncrc 00000000\n")]
    public void With_a_damaged_cursor_files_are_set_aside_and_begun_again(string damaged)
    {
        List<JournalBatch> batches = SomeTraining.Record(_store.Journal);
        _store.Drain(Create(), batches, andClose: true);
        SortedDictionary<string, string> before = _store.ReadAll();
        string cursor = Assert.Single(Directory.GetFiles(_store.Journal.Folder, "*.cursor"));
        File.WriteAllText(cursor, damaged);

        using ISink sink = Create();
        Assert.Equal(SinkProgress.None, sink.ProgressOf(_store.Journal));
        _store.Drain(sink, batches, andClose: true);

        AssertBegunAnew(before, _store.ReadAll());
    }

    [Fact]
    public void The_cursor_of_another_journal_is_not_ours()
    {
        _store.Drain(Create(), SomeTraining.Record(_store.Journal));
        string cursor = Assert.Single(Directory.GetFiles(_store.Journal.Folder, "*.cursor"));
        ScriptedJournal other = _store.NewJournal("journal-2");
        File.Copy(cursor, Path.Join(other.Folder, Path.GetFileName(cursor)));

        Assert.Equal(SinkProgress.None, Create().ProgressOf(other));
    }

    [Fact]
    public void A_deleted_log_folder_is_made_again()
    {
        List<JournalBatch> batches = SomeTraining.Record(_store.Journal);
        using ISink sink = Create();
        sink.Write(_store.Journal, batches[0]);
        Directory.Delete(_store.Logs, recursive: true);

        sink.Write(_store.Journal, batches[1]);

        SortedDictionary<string, string> files = _store.ReadAll();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => file.Value.Contains("14:35:01", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../elsewhere")]
    [InlineData("a/b")]
    [InlineData("")]
    public void A_log_folder_that_is_not_one_name_is_never_followed(string folder)
    {
        ScriptedJournal journal = _store.Journal;
        RunDefinition run = journal.DefineRun(folder);
        journal.Point(journal.DefineSeries(run, "loss"), 1, 1);
        journal.Text(RecordKind.RunStarted, run, 0, "{}", "{}");
        using ISink sink = Create();

        _store.Drain(sink, [journal.Cut()], andClose: true);

        Assert.Empty(_store.ReadAll());
        Assert.Equal(2, Create().ProgressOf(journal).Undefined);
    }

    [Fact]
    public void More_runs_than_files_may_be_open_lose_nothing()
    {
        ScriptedJournal journal = _store.Journal;
        List<RunDefinition> runs = [.. Enumerable.Range(0, 100).Select(i => journal.DefineRun($"run{i}"))];
        using ISink sink = Create();
        for (int round = 0; round < 3; round++)
        {
            foreach (RunDefinition run in runs)
            {
                journal.Text(RecordKind.RunStarted, run, 0, "{}", "{}");
                journal.Text(RecordKind.Note, run, 0, $"round {round}");
                journal.Row(round, (journal.DefineSeries(run, $"loss{round}"), round));
                journal.Text(RecordKind.RunEnded, run, (int)RunStatus.Completed, "", "{}");
            }

            sink.Write(journal, journal.Cut());
        }

        Assert.Equal(1200, sink.ProgressOf(journal).Stored);
        SortedDictionary<string, string> files = _store.ReadAll();
        for (int round = 0; round < 3; round++)
        {
            string trace = TraceOf(round);
            Assert.Equal(100, files.Values.Count(text => text.Contains(trace, StringComparison.Ordinal)));
        }
    }

    private static bool IsOfOneRun(string name) => name.Contains(Path.DirectorySeparatorChar);

    private static void AssertSame(
        SortedDictionary<string, string> expected, SortedDictionary<string, string> actual, int n) =>
        Assert.Equal(Describe(expected, n), Describe(actual, n));

    private static string Describe(SortedDictionary<string, string> files, int n) =>
        $"Fault at operation {n}:\n" + string.Concat(files.Select(file => $"== {file.Key}\n{file.Value}"));

    private SortedDictionary<string, string> ContentAfter(FaultPlan plan, LogFileOptions options, out bool fired)
    {
        using LogStore store = new();
        List<JournalBatch> batches = SomeTraining.Record(store.Journal);
        FaultyFileSystem files = new(PhysicalFileSystem.Instance, plan);
        using ISink sink = Create(files, options, store);
        store.Drain(sink, batches, andClose: true);
        fired = files.Fired;
        return store.ReadAll();
    }

    /// <summary>A process whose disk calls cease to work at some point, and another one that goes on.</summary>
    private SortedDictionary<string, string> ContentAfterCrash(
        FaultPlan plan, LogFileOptions options, out bool fired)
    {
        using LogStore store = new();
        List<JournalBatch> batches = SomeTraining.Record(store.Journal);
        FaultyFileSystem files = new(PhysicalFileSystem.Instance, plan);
        try
        {
            ISink dying = Create(files, options, store); // never disposed
            batches.ForEach(batch => dying.Write(store.Journal, batch));
            dying.Close(store.Journal);
        }
        catch (SinkUnavailableException)
        {
        }

        fired = files.Fired;
        using ISink next = Create(PhysicalFileSystem.Instance, options, store);
        JournalPosition taken = next.ProgressOf(store.Journal).Position;
        store.Drain(next, batches.Where(batch => batch.To > taken), andClose: true);
        return store.ReadAll();
    }
}
