using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Storage;

namespace Cairn.Tests.Sinks.Store;

public sealed class StoreSinkRunTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly TestJournal _journal = TempStore.JournalOf("train/loss");

    [Fact]
    public void A_run_is_stored_with_everything_that_was_said_of_it()
    {
        _store.Write(
            _journal,
            _journal.Batch().Start(1, 5, """{"lr":0.1}""", """{"os":"linux"}""")
                .Text(RecordKind.Parameter, 1, "lr", "0.1").Text(RecordKind.Parameter, 1, "lr", "0.2")
                .Text(RecordKind.Tag, 1, "team", "blue").Text(RecordKind.Note, 1, "first").Text(RecordKind.Note, 1, "second")
                .End(1, 90, RunStatus.Failed, "diverged", """{"best":1}"""));

        using SqliteRunStore reader = _store.OpenReader();
        RunInfo run = reader.FindRun("run-1")!;
        Assert.Equal(("exp", "run-1", RunStatus.Failed, "diverged", "second", "exp_log"),
            (run.Experiment, run.Name, run.Status, run.EndReason, run.Note, run.LogFolder));
        Assert.Equal(("""{"lr":0.1}""", """{"os":"linux"}""", """{"best":1}"""),
            (run.ConfigurationJson, run.EnvironmentJson, run.SummaryJson));
        Assert.Equal((5, 90), (Ms(run.StartedUtc), Ms(run.EndedUtc!.Value)));
        Assert.Equal("0.2", Assert.Single(reader.ReadParameters("run-1")).Value);
        Assert.Equal("blue", Assert.Single(reader.ReadTags("run-1")).Value);
    }

    [Fact]
    public void Points_that_come_before_their_run_make_it()
    {
        _store.Write(_journal, _journal.Batch().Point(1, 1, 1, timeDeltaMs: 40));
        _store.Write(_journal, _journal.Batch().Start(1, 30, """{"a":1}"""));

        using SqliteRunStore reader = _store.OpenReader();
        RunInfo run = Assert.Single(reader.ListRuns());
        Assert.Equal((30, """{"a":1}""", 1, 1), (Ms(run.StartedUtc), run.ConfigurationJson, run.SeriesCount, run.PointCount));
    }

    [Fact]
    public void Closing_a_journal_marks_its_unfinished_runs_as_crashed_at_their_last_record()
    {
        _journal.DefineRun(2, "run-2");
        _store.Write(_journal, _journal.Batch().Start(1).Start(2).End(2, 10).Point(1, 1, 1, timeDeltaMs: 77));
        _store.Sink.Close(_journal);

        using SqliteRunStore reader = _store.OpenReader();
        RunInfo crashed = reader.FindRun("run-1")!;
        Assert.Equal((RunStatus.Crashed, 77), (crashed.Status, Ms(crashed.EndedUtc!.Value)));
        Assert.Equal(RunStatus.Completed, reader.FindRun("run-2")!.Status);
        Assert.True(Assert.Single(reader.ListJournals()).IsClosed);
        Assert.Empty(reader.Query("SELECT * FROM journal_runs").Rows);
        Assert.Empty(reader.Query("SELECT * FROM journal_series").Rows);
    }

    [Fact]
    public void A_run_that_another_process_resumed_does_not_crash_with_the_first_one()
    {
        TestJournal resumed = Resumed();
        _store.Write(_journal, _journal.Batch().Start(1, 10));
        _store.Write(resumed, resumed.Batch().Start(1, 20));
        _store.Sink.Close(_journal);

        Assert.Equal(RunStatus.Running, Status());
        _store.Sink.Close(resumed);
        Assert.Equal(RunStatus.Crashed, Status());
    }

    [Fact]
    public void A_first_attempt_that_is_drained_late_does_not_undo_the_second()
    {
        TestJournal resumed = Resumed();
        _store.Write(resumed, resumed.Batch().Start(1, 20, """{"attempt":2}""").End(1, 30));
        _store.Write(_journal, _journal.Batch().Start(1, 10, """{"attempt":1}""").End(1, 15, RunStatus.Killed));
        _store.Sink.Close(_journal);

        using SqliteRunStore reader = _store.OpenReader();
        RunInfo run = reader.FindRun("run-1")!;
        Assert.Equal((RunStatus.Completed, """{"attempt":2}"""), (run.Status, run.ConfigurationJson));
        Assert.Equal((10, 30), (Ms(run.StartedUtc), Ms(run.EndedUtc!.Value)));
    }

    [Fact]
    public void A_run_that_is_resumed_runs_again()
    {
        TestJournal resumed = Resumed();
        _store.Write(_journal, _journal.Batch().Start(1, 10).End(1, 15, RunStatus.Killed));
        _store.Write(resumed, resumed.Batch().Start(1, 20));

        using SqliteRunStore reader = _store.OpenReader();
        RunInfo run = reader.FindRun("run-1")!;
        Assert.Equal((RunStatus.Running, null), (run.Status, run.EndedUtc));
    }

    [Fact]
    public void A_clock_that_went_back_during_a_run_does_not_hide_its_end()
    {
        _store.Write(_journal, _journal.Batch().Start(1, 1000).End(1, 500));

        Assert.Equal(RunStatus.Completed, Status());
    }

    [Fact]
    public void Events_and_log_lines_come_back_in_order()
    {
        _store.Write(
            _journal,
            _journal.Batch()
                .Text(RecordKind.Event, 1, new TextRecordHeader { Step = 3, Value = 0.5, Level = 2, TimeMs = 1 },
                    "best_model", "new best", """{"epoch":3}""")
                .Text(RecordKind.LogLine, 1, new TextRecordHeader { Step = TextRecord.NoStep, Value = double.NaN, Level = 4 },
                    "My.Trainer", "boom", "System.Exception: boom")
                .Text(RecordKind.LogLine, 0, "Host", "of the process", ""));

        using SqliteRunStore reader = _store.OpenReader();
        IReadOnlyList<RunEvent> events = reader.ReadEvents("run-1");
        Assert.Equal(("best_model", 2, 3L, 0.5, "new best", """{"epoch":3}"""),
            (events[0].Kind, events[0].Level, events[0].Step, events[0].Value, events[0].Message, events[0].DataJson));
        Assert.Equal(("log", 4, null, null, "My.Trainer", "boom", "System.Exception: boom"),
            (events[1].Kind, events[1].Level, events[1].Step, events[1].Value, events[1].Category, events[1].Message,
                events[1].DataJson));
        Assert.Equal(2, events.Count);
        Assert.Equal([events[1]], reader.ReadEvents("run-1", afterId: events[0].Id));
        Assert.Equal(events.TakeLast(2), reader.ReadLastEvents("run-1", 2));
        Assert.Equal(3, _store.Sink.ProgressOf(_journal).Stored);
    }

    [Fact]
    public void What_is_no_json_any_more_is_kept_as_a_string()
    {
        _store.Write(
            _journal,
            _journal.Batch().Start(1, 0, """{"cut":"in the mid""", "").Text(RecordKind.Parameter, 1, "p", "1 2"));

        using SqliteRunStore reader = _store.OpenReader();
        RunInfo run = reader.FindRun("run-1")!;
        Assert.Equal("""{"unparsed":"{\u0022cut\u0022:\u0022in the mid"}""", run.ConfigurationJson);
        Assert.Equal("{}", run.EnvironmentJson);
        Assert.Equal("\"1 2\"", reader.ReadParameters("run-1")["p"]);
    }

    [Fact]
    public void Texts_of_an_unknown_run_or_an_impossible_status_are_counted()
    {
        _store.Write(
            _journal,
            _journal.Batch().Text(RecordKind.Tag, 9, "a", "b").Text(RecordKind.Note, 0, "c").End(1, 0, RunStatus.Running));

        Assert.Equal((0, 1, 2), (
            _store.Sink.ProgressOf(_journal).Stored,
            _store.Sink.ProgressOf(_journal).Damaged,
            _store.Sink.ProgressOf(_journal).Undefined));
    }

    public void Dispose() => _store.Dispose();

    private static TestJournal Resumed()
    {
        var journal = new TestJournal("journal-2");
        journal.DefineRun(1, "run-1");
        return journal;
    }

    private RunStatus Status()
    {
        using SqliteRunStore reader = _store.OpenReader();
        return reader.FindRun("run-1")!.Status;
    }

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds() - BatchBuilder.BaseTimeMs;
}
