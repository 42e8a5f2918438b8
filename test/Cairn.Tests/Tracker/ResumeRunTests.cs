using Cairn.IO;
using Cairn.Journal;
using Cairn.Monitoring;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Sinks.Store;
using Cairn.Tests.Support;

namespace Cairn.Tests.Tracker;

public class ResumeRunTests
{
    private const string Checkpoint = "model_1";

    [Fact]
    public async Task A_run_that_goes_on_from_a_checkpoint_equals_one_that_was_never_interrupted()
    {
        using var fixture = new TrackerFixture();
        string id;
        using (CairnTracker tracker = fixture.Open())
        {
            Run run = tracker.StartRun("eurusd", new Dictionary<string, object?> { ["lr"] = 0.5 }, "first");
            id = run.Id;
            Train(run, 0, 1500);
            Mark(tracker, run);
            Train(run, 1500, 4000);
            run.Series("late").Log(1, 1);
        }

        using CairnTracker second = fixture.Open();
        Run resumed = second.ResumeRun(id, Checkpoint);
        Train(resumed, 1500, 3000);
        resumed.Complete();
        Run whole = second.StartRun("eurusd");
        Train(whole, 0, 3000);
        await second.FlushAsync();

        using SqliteRunStore store = fixture.Read();
        Assert.Equal(["batch", "epoch", "train/loss"], store.ListSeries(id).Select(series => series.Name));
        foreach (SeriesInfo series in store.ListSeries(whole.Id))
        {
            Assert.Equal(Points(store, whole.Id, series.Name), Points(store, id, series.Name));
        }

        RunInfo info = store.FindRun(id)!;
        Assert.Equal(("eurusd", "first", RunStatus.Completed), (info.Experiment, info.Name, info.Status));
        Assert.Equal("""{"lr":0.5}""", info.ConfigurationJson);
        Assert.Equal((id, info.LogFolder, "first"), (resumed.Id, resumed.LogFolder, resumed.Name));
        Assert.Equal(0, second.Health.Lost);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_keep_a_run_from_going_on()
    {
        using var fixture = new TrackerFixture();
        string id;
        using (CairnTracker tracker = fixture.Open(configure: options => options.TimeProvider = new ManualTime()))
        {
            Run run = tracker.StartRun("eurusd");
            id = run.Id;
            Train(run, 0, 10);
            Mark(tracker, run);
            Train(run, 10, 15);
        }

        var earlier = new ManualTime();
        earlier.Advance(TimeSpan.FromHours(-1));
        using CairnTracker second = fixture.Open(configure: options => options.TimeProvider = earlier);
        Run resumed = second.ResumeRun(id, Checkpoint);
        Train(resumed, 10, 15);
        await second.FlushAsync();

        using SqliteRunStore store = fixture.Read();
        Assert.Equal(Enumerable.Range(0, 15).Select(step => (long)step), Points(store, id, "train/loss").Select(point => point.Step));
        Assert.Equal(RunStatus.Running, store.FindRun(id)!.Status);
    }

    [Fact]
    public async Task A_run_of_a_dead_process_goes_on_with_what_only_its_journal_had()
    {
        using var fixture = new TrackerFixture();
        string id = LeaveDead(fixture);

        using CairnTracker tracker = fixture.Open();
        Run resumed = tracker.ResumeRun(id, Checkpoint);
        Train(resumed, 100, 150);
        await tracker.FlushAsync();

        using SqliteRunStore store = fixture.Read();
        Assert.Equal(Enumerable.Range(0, 150).Select(step => (long)step), Points(store, id, "train/loss").Select(point => point.Step));
        Assert.Equal(RunStatus.Running, store.FindRun(id)!.Status);
        Assert.Empty(fixture.Failures);
    }

    [Fact]
    public async Task A_process_that_is_not_the_writer_waits_for_the_one_that_is()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker writer = fixture.Open();
        await writer.FlushAsync(); // has the role now
        string id = LeaveDead(fixture);

        using CairnTracker tracker = fixture.Open();
        Run resumed = tracker.ResumeRun(id, Checkpoint);

        Assert.False(tracker.Health.IsStoreWriter);
        Assert.Equal(id, resumed.Id);
        await tracker.FlushAsync();
        using SqliteRunStore store = fixture.Read();
        Assert.Equal(100, store.FindSeries(id, "train/loss")!.Count);
    }

    [Fact]
    public async Task A_run_may_go_on_in_the_process_that_ended_it()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        Run run = tracker.StartRun("eurusd");
        Train(run, 0, 100);
        Mark(tracker, run);
        Train(run, 100, 200);
        run.Kill("enough");

        Run resumed = tracker.ResumeRun(run.Id, Checkpoint);
        Train(resumed, 100, 120);
        resumed.Complete();
        await tracker.FlushAsync();

        using SqliteRunStore store = fixture.Read();
        Assert.Equal(120, store.FindSeries(run.Id, "train/loss")!.Count);
        Assert.Equal(RunStatus.Completed, store.FindRun(run.Id)!.Status);
        Assert.Equal(
            ["started", "killed", "resumed from checkpoint", "completed"],
            Story(fixture, run, "started", "killed", "resumed from checkpoint", "completed"));
        Assert.Single(Directory.GetFiles(Path.Combine(fixture.Store, "logs", run.LogFolder), "training*.log"));
    }

    [Fact]
    public void Log_files_go_on_where_the_last_process_left_them()
    {
        using var fixture = new TrackerFixture();
        Run run;
        using (CairnTracker tracker = fixture.Open())
        {
            run = tracker.StartRun("eurusd");
            Train(run, 0, 10);
            run.LogWarning("first");
            Mark(tracker, run);
        }

        using (CairnTracker tracker = fixture.Open())
        {
            Run resumed = tracker.ResumeRun(run.Id, Checkpoint);
            Train(resumed, 10, 15);
            resumed.LogWarning("second");
            resumed.Complete();
        }

        Assert.Equal(15, fixture.LogLines(run, "training_metrics.jsonl").Length);
        Assert.Equal(["first", "second"], fixture.LogLines(run, "events.log").Select(line => line.Split(" | ")[4]));
        Assert.Equal(
            ["started", "killed", "resumed from checkpoint model_1", "completed"],
            Story(fixture, run, "started", "killed", "resumed from checkpoint model_1", "completed"));
        Assert.Contains("\"completed\"", string.Join('\n', fixture.LogLines(run, "training_summary.json")));
        Assert.Equal(
            ["config.json", "events.log", "run_id", "training.log", "training_metrics.jsonl", "training_summary.json"],
            Directory.GetFiles(Path.Combine(fixture.Store, "logs", run.LogFolder)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Samples_of_the_machine_are_counted_on()
    {
        using var fixture = new TrackerFixture();
        string id;
        using (CairnTracker tracker = fixture.Open())
        {
            Run run = tracker.StartRun("eurusd");
            id = run.Id;
            Mark(tracker, run);
            using var monitor = new ProcessMonitor(run, TimeSpan.FromDays(1));
            monitor.Sample();
            monitor.Sample();
        }

        using CairnTracker second = fixture.Open();
        using var further = new ProcessMonitor(second.ResumeRun(id, Checkpoint), TimeSpan.FromDays(1));
        further.Sample();
        await second.FlushAsync();

        using SqliteRunStore store = fixture.Read();
        Assert.Equal([0, 1, 2], Points(store, id, "system/memory/process_bytes").Select(point => point.Step));
    }

    [Fact]
    public void Of_two_who_resume_a_run_at_once_one_does()
    {
        using var fixture = new TrackerFixture();
        string id;
        using (CairnTracker first = fixture.Open())
        {
            id = first.StartRun("eurusd").Id;
        }

        // The one that resumed it has told its journal only.
        using CairnTracker slow = fixture.Open(configure: options => options.DrainInterval = TimeSpan.FromHours(1));
        Run resumed = slow.ResumeRun(id, Checkpoint);
        using CairnTracker other = fixture.Open(configure: options => options.CloseTimeout = TimeSpan.FromSeconds(1));
        string path = new StoreLayout(PhysicalFileSystem.Instance, fixture.Store, "").ResumptionLock(id);

        Assert.Throws<InvalidOperationException>(() => other.ResumeRun(id, Checkpoint));
        Assert.Null(PhysicalFileSystem.Instance.TryLock(path));

        resumed.Complete();
        using IFileLock? free = PhysicalFileSystem.Instance.TryLock(path);
        Assert.NotNull(free);
    }

    [Fact]
    public void A_run_that_has_not_ended_or_is_not_there_cannot_be_resumed()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        Run run = tracker.StartRun("eurusd", name: "mine");
        using CairnTracker other = fixture.Open(configure: options => options.CloseTimeout = TimeSpan.FromSeconds(1));

        foreach (CairnTracker asked in new[] { tracker, other })
        {
            InvalidOperationException open = Assert.Throws<InvalidOperationException>(() => asked.ResumeRun(run.Id, Checkpoint));
            Assert.Contains($"Run {run.Id} ('mine')", open.Message);
            RunNotFoundException missing = Assert.Throws<RunNotFoundException>(() => asked.ResumeRun("nobody", Checkpoint));
            Assert.Equal(("run.missing", "nobody"), (missing.Code, missing.RunId));
        }

        Assert.Throws<ArgumentException>(() => tracker.ResumeRun(run.Id, ""));
    }

    private static void Train(Run run, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            run.LogMetrics(step / 1000, step % 1000, ("train/loss", 1.0 / (step + 1)));
        }
    }

    private static void Mark(CairnTracker tracker, Run run) => tracker.Recorder.Text(
        RecordKind.CheckpointMark, TextRecordHeader.Of(run.Number), new RecordTexts(1, Checkpoint));

    private static IEnumerable<(long Step, double Value)> Points(SqliteRunStore store, string run, string name) =>
        store.ReadTail(store.FindSeries(run, name)!, int.MaxValue).Select(point => (point.Step, point.Value));

    /// <summary>Those of the words that a line of the log's own says next, in its order.</summary>
    private static IEnumerable<string> Story(TrackerFixture fixture, Run run, params string[] words) =>
        fixture.LogLines(run, "training.log").Where(line => line.Contains("| cairn.run ", StringComparison.Ordinal))
            .Select(line => words.First(word => line.Contains(word, StringComparison.Ordinal)));

    /// <summary>Leaves the journal of a process that was killed: 100 batches, a mark, 50 more.</summary>
    private static string LeaveDead(TrackerFixture fixture)
    {
        using var living = new TrackerFixture();
        using CairnTracker tracker = living.Open(configure: options => options.DrainInterval = TimeSpan.FromHours(1));
        Run run = tracker.StartRun("dead");
        Train(run, 0, 100);
        Mark(tracker, run);
        Train(run, 100, 150);
        string journal = Assert.Single(Directory.GetDirectories(Path.Combine(living.Store, "journal")));
        DeadJournal.Copy(journal, Path.Combine(fixture.Store, "journal", Path.GetFileName(journal)));
        return run.Id;
    }
}
