using Cairn.Journal;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Storage;

namespace Cairn.Tests.Sinks.Store;

public sealed class StoreSinkResumeTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly TestJournal _journal = TempStore.JournalOf("train/loss", "val/loss");

    [Fact]
    public void Events_with_a_step_behind_the_mark_go_and_the_rest_stays()
    {
        _store.Write(
            _journal,
            _journal.Batch().Start(1).Event(1, "epoch", 0).Mark(1, "a").Event(1, "epoch", 1).Event(1, "warning")
                .Text(RecordKind.LogLine, 1, TextRecordHeader.Of(1, 2) with { Step = 3 }, "Host", "line", "").Points(1, 7)
                .Points(2, 5));
        _store.Write(_journal, _journal.Batch().Resume(1, "a").Event(1, "epoch", 1));

        using SqliteRunStore reader = _store.OpenReader();
        IReadOnlyList<RunEvent> events = reader.ReadEvents("run-1");
        Assert.Equal(["epoch", "warning", "log", "resumed", "epoch"], events.Select(e => e.Kind));
        Assert.Equal(
            "Resumed from checkpoint a. What was recorded after it was taken back: 12 points in 2 series, 1 events.",
            events[3].Message);
        Assert.Equal("""{"checkpoint":"a","points":12,"events":1}""", events[3].DataJson);
    }

    [Fact]
    public void Without_a_mark_in_this_run_nothing_is_taken_back_and_a_warning_says_so()
    {
        _journal.DefineRun(2, "run-2");
        _store.Write(
            _journal, _journal.Batch().Start(2).Mark(2, "theirs").Points(1, 7).Event(1, "epoch", 1).Resume(1, "a").Resume(1, "theirs"));

        using SqliteRunStore reader = _store.OpenReader();
        Assert.Equal(7, reader.FindSeries("run-1", "train/loss")!.Count);
        Assert.Equal(["epoch", "warning", "warning"], reader.ReadEvents("run-1").Select(e => e.Kind));
        Assert.Contains("checkpoint theirs", reader.ReadEvents("run-1")[2].Message);
    }

    [Fact]
    public void Points_of_the_same_batch_count_on_their_side_of_the_mark()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 3).Mark(1, "a").Points(1, 4, 3));
        _store.Write(_journal, _journal.Batch().Points(1, 1, 7).Resume(1, "a").Points(1, 2, 3));

        Assert.Equal([0, 1, 2, 3, 4], Steps("train/loss"));
    }

    [Fact]
    public void A_mark_that_is_made_again_replaces_the_first()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 3).Mark(1, "a").Points(1, 3, 3).Mark(1, "a").Points(1, 3, 6));
        _store.Write(_journal, _journal.Batch().Resume(1, "a"));

        Assert.Equal([0, 1, 2, 3, 4, 5], Steps("train/loss"));
    }

    [Fact]
    public void A_run_can_be_taken_back_again_and_further()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 3).Mark(1, "a").Points(1, 3, 3).Mark(1, "b").Points(1, 3, 6));
        _store.Write(_journal, _journal.Batch().Resume(1, "b"));
        Assert.Equal([0, 1, 2, 3, 4, 5], Steps("train/loss"));

        _store.Write(_journal, _journal.Batch().Points(1, 9, 6).Resume(1, "a"));
        Assert.Equal([0, 1, 2], Steps("train/loss"));
    }

    [Fact]
    public void A_resumed_run_runs_again_with_the_configuration_that_it_had()
    {
        TestJournal second = Resumed();
        _store.Write(_journal, _journal.Batch().Start(1, 10, """{"lr":1}""").End(1, 20, RunStatus.Killed, "stopped"));
        _store.Sink.Close(_journal);
        _store.Write(second, second.Batch().Resume(1, "a", 30));

        using SqliteRunStore reader = _store.OpenReader();
        RunInfo run = reader.FindRun("run-1")!;
        Assert.Equal(
            (RunStatus.Running, null, null, """{"lr":1}"""), (run.Status, run.EndedUtc, run.EndReason, run.ConfigurationJson));
        _store.Sink.Close(second);
        Assert.Equal(RunStatus.Crashed, reader.FindRun("run-1")!.Status);
    }

    [Fact]
    public void A_resumption_that_is_drained_late_takes_nothing_back_from_the_later_one()
    {
        TestJournal second = Resumed();
        _store.Write(_journal, _journal.Batch().Start(1, 10).Points(1, 3).Mark(1, "a").End(1, 20));
        _store.Write(_journal, _journal.Batch().Resume(1, "a", 50).Points(1, 5, 3));
        _store.Write(second, second.Batch().Resume(1, "a", 40));

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Steps("train/loss"));
    }

    [Fact]
    public void A_resumption_is_taken_exactly_once()
    {
        _store.Write(_journal, _journal.Batch().Points(1, 3).Mark(1, "a").Points(1, 3, 3));
        JournalBatch batch = _journal.Batch().Resume(1, "a").Points(1, 2, 3).Build();
        _store.Sink.Write(_journal, batch);
        _store.Restart();
        _store.Sink.Write(_journal, batch);

        Assert.Equal([0, 1, 2, 3, 4], Steps("train/loss"));
    }

    [Fact]
    public void Where_a_run_can_go_on_is_known()
    {
        TestJournal journal = TempStore.JournalOf("batch", "system/cpu");
        _store.Write(journal, journal.Batch().Start(1).Points(1, 3).Points(2, 2).Mark(1, "a").Points(1, 4, 3).Points(2, 3, 2));

        using SqliteRunStore reader = _store.OpenReader();
        ResumePoint known = reader.FindResumePoint("run-1", "a")!;
        Assert.Equal((3, 5, journal.Id), (known.Batches, known.SystemSamples, known.Journal));
        Assert.Equal(7, reader.FindResumePoint("run-1", "unknown")!.Batches);
        Assert.Null(reader.FindResumePoint("run", "a"));
    }

    [Fact]
    public void The_steps_that_stay_end_behind_the_last_one_of_any_series_also_of_the_machine()
    {
        TestJournal journal = TempStore.JournalOf("batch", "val/loss", "system/cpu");
        _store.Write(journal, journal.Batch().Start(1).Points(1, 1500).Points(2, 3).Mark(1, "a").Points(1, 9, 1500));
        Assert.Equal(1500, EndOfSteps("a"));
        Assert.Equal(1509, EndOfSteps("unknown"));

        _store.Write(journal, journal.Batch().Points(3, 1502));
        Assert.Equal(1502, EndOfSteps("a"));

        _store.Write(journal, journal.Batch().Resume(1, "a").Points(2, 1, 1600).Points(2, 1, 5).Mark(1, "b").Points(2, 1, 7));
        Assert.Equal(1601, EndOfSteps("b"));

        long EndOfSteps(string checkpoint)
        {
            using SqliteRunStore reader = _store.OpenReader();
            return reader.FindResumePoint("run-1", checkpoint)!.EndOfSteps;
        }
    }

    public void Dispose() => _store.Dispose();

    private static TestJournal Resumed()
    {
        var journal = new TestJournal("journal-2");
        journal.DefineRun(1, "run-1");
        return journal;
    }

    private IEnumerable<long> Steps(string name)
    {
        using SqliteRunStore reader = _store.OpenReader();
        return [.. reader.ReadRange(reader.FindSeries("run-1", name)!).Select(point => point.Step)];
    }
}
