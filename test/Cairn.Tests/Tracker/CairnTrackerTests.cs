using Cairn.IO;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.Tests.Tracker;

public class CairnTrackerTests
{
    [Fact]
    public async Task Everything_that_a_run_says_is_in_the_store_after_a_flush()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        using Run run = tracker.StartRun(
            "eurusd", new Dictionary<string, object?> { ["learning_rate"] = 1e-3, ["api_key"] = "hunter2" }, "first try");
        run.Series("train/loss").Log(7, double.NaN);
        run.LogMetrics(epoch: 0, batch: 3, ("train/accuracy", 0.5), ("learning_rate", 1e-3));
        run.LogEpochSummary(0, TimeSpan.FromSeconds(2), ("val_loss", 0.25));
        run.SetTag("stage", "trial");
        run.SetNote("a note");
        run.LogWarning("careful");
        run.LogError("oh", new InvalidOperationException("no"));
        run.LogBestModel("val_loss", 0.25, 0);
        run.LogEarlyStopping(0, "no improvement for 10 epochs");
        run.LogEvent("custom", "hello", new Dictionary<string, object?> { ["x"] = double.PositiveInfinity }, step: 5);
        run.Complete(new Dictionary<string, object?> { ["best"] = 0.25 });

        await tracker.FlushAsync();

        using SqliteRunStore store = fixture.Read();
        RunInfo info = store.FindRun(run.Id)!;
        Assert.Equal(("eurusd", "first try", RunStatus.Completed), (info.Experiment, info.Name, info.Status));
        Assert.Equal("""{"best":0.25}""", info.SummaryJson);
        Assert.Equal("a note", info.Note);
        Assert.Equal("""{"learning_rate":0.001,"api_key":"***"}""", info.ConfigurationJson);
        Assert.Equal("0.001", store.ReadParameters(run.Id)["learning_rate"]);
        Assert.Equal("\"***\"", store.ReadParameters(run.Id)["api_key"]);
        Assert.Equal("trial", store.ReadTags(run.Id)["stage"]);
        Assert.Equal(
            ["batch", "epoch", "epoch/val_loss", "learning_rate", "train/accuracy", "train/loss"],
            store.ListSeries(run.Id).Select(series => series.Name));
        Assert.Equal(new[] { (7L, double.NaN) }, Points(store, run, "train/loss"));
        Assert.Equal(new[] { (0L, 3.0) }, Points(store, run, "batch"));
        Assert.Equal(
            ["epoch", "warning", "error", "best_model", "early_stopping", "custom"],
            store.ReadEvents(run.Id).Select(e => e.Kind));
    }

    [Fact]
    public async Task The_identity_holds_while_many_threads_log_and_when_they_are_done()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        Run run = tracker.StartRun("threads");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            Series series = run.Series("worker/" + thread);
            for (int i = 0; i < 20_000; i++)
            {
                series.Log(i, i);
            }
        })));
        run.Complete();
        await tracker.FlushAsync();

        CairnHealth health = tracker.Health;
        Assert.Equal(0, health.Pending);
        Assert.Equal(0, health.Lost);
        using SqliteRunStore store = fixture.Read();
        long points = store.ListSeries(run.Id).Sum(series => series.Count);
        Assert.Equal(80_000, points + health.Refused);
        Assert.Equal(health.Stored, points + 2); // and the run's beginning and end
    }

    [Fact]
    public void Closing_a_tracker_stores_everything_ends_open_runs_and_leaves_no_journal()
    {
        using var fixture = new TrackerFixture();
        string run;
        using (CairnTracker tracker = fixture.Open())
        {
            Run open = tracker.StartRun("open");
            open.Series("x").Log(1, 1);
            run = open.Id;
        }

        using SqliteRunStore store = fixture.Read();
        Assert.Equal(RunStatus.Killed, store.FindRun(run)!.Status);
        Assert.Equal(1, store.FindSeries(run, "x")!.Count);
        Assert.Empty(Directory.GetDirectories(Path.Combine(fixture.Store, "journal")));
    }

    [Fact]
    public void A_call_after_the_end_is_refused_counted_and_never_thrown()
    {
        using var fixture = new TrackerFixture();
        CairnTracker tracker = fixture.Open();
        Run run = tracker.StartRun("late");
        Series series = run.Series("x");
        tracker.Dispose();

        series.Log(1, 1);
        run.LogMetrics(1, ("y", 2));
        run.LogWarning("late");
        run.Series("new").Log(1, 1);

        Assert.Equal(4, tracker.Health.Losses[LossKind.Closed]);
    }

    [Fact]
    public async Task Two_trackers_on_one_store_both_get_everything_in_and_only_one_writes()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker first = fixture.Open();
        await first.FlushAsync();
        using CairnTracker second = fixture.Open();
        Run run = second.StartRun("second");
        run.Series("x").Log(1, 2);
        await second.FlushAsync();

        Assert.True(first.Health.IsStoreWriter);
        Assert.False(second.Health.IsStoreWriter);
        using SqliteRunStore store = fixture.Read();
        Assert.Equal(1, store.FindSeries(run.Id, "x")!.Count);
        Assert.Equal(second.Health.Accepted, second.Health.Stored);
    }

    [Fact]
    public async Task When_the_writer_ends_another_takes_over()
    {
        using var fixture = new TrackerFixture();
        CairnTracker first = fixture.Open();
        await first.FlushAsync();
        using CairnTracker second = fixture.Open();
        Run run = second.StartRun("second");
        await second.FlushAsync();
        first.Dispose();

        run.Series("x").Log(1, 2);
        await second.FlushAsync();

        Assert.True(second.Health.IsStoreWriter);
        using SqliteRunStore store = fixture.Read();
        Assert.Equal(1, store.FindSeries(run.Id, "x")!.Count);
    }

    [Fact]
    public void Two_runs_of_one_second_have_folders_of_their_own()
    {
        var time = new ManualTime();
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open(configure: options => options.TimeProvider = time);

        Run first = tracker.StartRun("same");
        Run second = tracker.StartRun("same");

        Assert.Equal("same_20260314_150926", first.LogFolder);
        Assert.Equal("same_20260314_150926_2", second.LogFolder);
    }

    [Fact]
    public void Wrong_settings_are_all_named_at_once()
    {
        using var fixture = new TrackerFixture();
        ArgumentException error = Assert.Throws<ArgumentException>(() => fixture.Open(configure: options =>
        {
            options.SegmentBytes = 5;
            options.DrainInterval = TimeSpan.Zero;
        }));

        Assert.Contains("SegmentBytes is 5", error.Message);
        Assert.Contains("DrainInterval is 00:00:00", error.Message);
    }

    [Fact]
    public void Whichever_disk_operation_fails_the_host_goes_on_and_every_record_is_stored_or_counted()
    {
        for (int n = 0; ; n++)
        {
            using var fixture = new TrackerFixture();
            var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(n, TornBytes: n % 9));
            CairnTracker tracker = fixture.Open(files);
            Run run = tracker.StartRun("faults");
            Series series = run.Series("x");
            for (int i = 0; i < 300; i++)
            {
                series.Log(i, i);
            }

            run.Complete();
            tracker.Dispose();
            CairnTracker.Recover(fixture.Store);

            AssertIdentity(fixture, tracker.Health, run, n);
            if (!files.Fired)
            {
                break;
            }
        }
    }

    private static void AssertIdentity(TrackerFixture fixture, CairnHealth health, Run run, int n)
    {
        using SqliteRunStore store = fixture.Read();
        long refusals = (long)store.Query("SELECT count(*) FROM events WHERE kind = 'refused'").Rows[0][0]!;
        Assert.True(health.Accepted + health.Refused == 302 + refusals, $"Fault {n}: {health}");
        Assert.True(health.Lost == 0, $"Fault {n}: {health}");
        long stored = store.FindSeries(run.Id, "x")?.Count ?? 0;
        long total = store.ListJournals().Sum(journal => journal.Stored);
        Assert.True(total == health.Accepted, $"Fault {n}: {total} of {health.Accepted} accepted records are stored.");
        Assert.Equal(Enumerable.Range((int)(300 - stored), (int)stored).Select(i => ((long)i, (double)i)), Points(store, run, "x"));
    }

    private static IEnumerable<(long, double)> Points(SqliteRunStore store, Run run, string series) =>
        store.FindSeries(run.Id, series) is { } info ? store.ReadRange(info).Select(point => (point.Step, point.Value)) : [];
}
