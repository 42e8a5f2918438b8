using System.Text.RegularExpressions;
using Cairn.Checkpoints;
using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Storage;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class RunSyncTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public void All_of_an_ended_run_is_sent_in_one_pass_and_nothing_in_the_next()
    {
        string run = _sync.Record();

        SyncReport first = _sync.Pass(run);
        int calls = _sync.Mlflow.Calls;
        SyncReport second = _sync.Pass(run);

        Assert.Equal((true, 6001L), (first.IsDone, first.Points));
        Assert.Equal((true, 0L, 0, 0), (second.IsDone, second.Points, second.Artifacts, second.Models));
        Assert.True(_sync.Mlflow.Calls - calls <= 1, "The second pass only looks at the versions of the model.");
        _sync.AssertComplete();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_that_fails_at_any_place_is_made_good_by_the_next_pass(bool hasEffect)
    {
        string run = _sync.Record();
        int failed = 0;
        for (int place = 0; ; place++)
        {
            bool hasFailed = false;
            int at = _sync.Mlflow.Calls + place;
            MlflowException? Fail(int call)
            {
                hasFailed |= call == at;
                return call == at ? FakeMlflow.Unreachable() : null;
            }

            Forget();
            _sync.Mlflow.FailBefore = hasEffect ? _ => null : Fail;
            _sync.Mlflow.FailAfter = hasEffect ? Fail : _ => null;
            try
            {
                _sync.Pass(run);
            }
            catch (MlflowException)
            {
                failed++;
            }

            _sync.Mlflow.FailBefore = _sync.Mlflow.FailAfter = _ => null;
            _sync.Pass(run);
            _sync.AssertComplete();
            if (!hasFailed)
            {
                break;
            }
        }

        Assert.True(failed > 12, $"{failed} places");
    }

    [Fact]
    public void A_disk_that_fails_at_any_place_is_made_good_by_the_next_pass()
    {
        string run = _sync.Record();
        FaultyFileSystem files;
        int place = 0;
        do
        {
            Forget();
            files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(place++));
            try
            {
                _sync.Pass(run, files);
            }
            catch (Exception error) when (error is IOException or MlflowException { Code: "mlflow.source" })
            {
            }

            _sync.Pass(run);
            _sync.AssertComplete();
        }
        while (files.Fired);
        Assert.True(place > 20, $"{place} places");
    }

    [Fact]
    public void A_run_that_grows_is_followed()
    {
        using CairnTracker tracker = _sync.Open();
        Run run = tracker.StartRun("btc");
        for (int round = 1; round <= 4; round++)
        {
            for (int step = 0; step < 700; step++)
            {
                run.Series("loss").Log(step, (round * 1000) + step); // steps go back at every round
            }

            SyncFixture.Flush(tracker);
            SyncReport report = _sync.Pass(run.Id);
            Assert.Equal((false, 700L), (report.IsDone, report.Points));
        }

        Assert.Equal(
            from round in Enumerable.Range(1, 4)
            from step in Enumerable.Range(0, 700)
            select (double)((round * 1000) + step),
            _sync.Mlflow.ValuesOf("loss"));
        Assert.Equal(MlflowRunStatus.Running, _sync.Mlflow.Single().Status);
    }

    [Fact]
    public void A_series_that_was_taken_back_is_sent_from_its_beginning_whatever_the_clock_said()
    {
        var before = new SentSeries(100, 99, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
        using CairnTracker tracker = _sync.Open();
        Run run = tracker.StartRun("btc");
        run.Series("loss").Log(5, 1);
        SyncFixture.Flush(tracker);
        _sync.Pass(run.Id);
        SyncState state = _sync.Folder().Read(run.Id);
        state.Series["loss"] = before;
        _sync.Folder().Write(run.Id, state);
        run.Series("loss").Log(6, 2);
        SyncFixture.Flush(tracker);

        SyncReport report = _sync.Pass(run.Id);

        Assert.Equal(2, report.Points);
        Assert.Equal([1, 2], _sync.Mlflow.ValuesOf("loss"));
        Assert.Equal(2, _sync.Folder().Read(run.Id).Series["loss"].Count);
        Assert.Equal(0, _sync.Pass(run.Id).Points);
    }

    [Fact]
    public void A_pass_that_is_told_to_stop_goes_on_where_it_stopped()
    {
        string run = _sync.Record();
        int left = 1;

        SyncReport stopped = _sync.Pass(run, mayGoOn: () => left-- > 0);
        SyncReport rest = _sync.Pass(run);

        Assert.Equal((false, 5000L), (stopped.IsDone, stopped.Points));
        Assert.Equal((true, 1001L), (rest.IsDone, rest.Points));
        _sync.AssertComplete();
    }

    [Theory]
    [InlineData("{ torn", false)]
    [InlineData("\"acc\":[3000]", true)]
    public void A_state_file_that_cannot_be_read_costs_nothing_but_time(string content, bool isPart)
    {
        string run = _sync.Record();
        _sync.Pass(run);
        string file = Directory.GetFiles(_sync.Store, run + ".json", SearchOption.AllDirectories).Single();
        File.WriteAllText(file, isPart ? Regex.Replace(File.ReadAllText(file), "\"acc\":[^]]*]", content) : content);

        Assert.Equal(6001, _sync.Pass(run).Points);
        _sync.AssertComplete();
    }

    [Theory]
    [InlineData(RunStatus.Failed, MlflowRunStatus.Failed)]
    [InlineData(RunStatus.Killed, MlflowRunStatus.Killed)]
    public void How_a_run_ended_is_said(RunStatus status, MlflowRunStatus expected)
    {
        using CairnTracker tracker = _sync.Open();
        Run run = tracker.StartRun("btc");
        if (status == RunStatus.Failed)
        {
            run.Fail("it broke");
        }
        else
        {
            run.Kill("it broke");
        }

        SyncFixture.Flush(tracker);
        _sync.Pass(run.Id);

        Assert.Equal(expected, _sync.Mlflow.Single().Status);
        Assert.NotNull(_sync.Mlflow.Single().EndedUtc);
        Assert.Equal("it broke", _sync.Mlflow.Single().Tags["cairn.end_reason"]);
    }

    [Fact]
    public void The_active_checkpoint_is_the_champion()
    {
        string run = _sync.Record();
        _sync.Pass(run);
        string best = _sync.Mlflow.Versions.Single().Tags["cairn.checkpoint_id"];
        using (IRunStore store = _sync.Read())
        {
            bool isActive = store.FindCheckpoint(best)!.IsActive;
            Assert.Equal(isActive, _sync.Mlflow.Versions.Single().Aliases.Contains("champion"));
        }

        using (CairnTracker tracker = _sync.Open())
        {
            using CheckpointManager manager = tracker.OpenCheckpoints();
            manager.Activate(best);
            manager.SetAlias("candidate", best);
        }

        _sync.Pass(run);

        Assert.Equal(["candidate", "champion"], _sync.Mlflow.Versions.Single(v => v.Tags["cairn.checkpoint_id"] == best).Aliases.Order());
    }

    /// <summary>As if nothing had been sent yet.</summary>
    private void Forget()
    {
        if (Directory.Exists(Path.Combine(_sync.Store, "mlflow")))
        {
            Directory.Delete(Path.Combine(_sync.Store, "mlflow"), recursive: true);
        }

        _sync.Mlflow.Clear();
    }
}
