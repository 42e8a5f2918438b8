using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Sync;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class RunSyncCareTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public void A_run_that_goes_on_while_its_end_is_sent_stays_wished()
    {
        string run = _sync.Record();
        bool hasGoneOn = false;
        _sync.Mlflow.FailAfter = _ =>
        {
            if (!hasGoneOn && _sync.Mlflow.Runs.Values.Any(sent => sent.Status == MlflowRunStatus.Finished))
            {
                hasGoneOn = true;
                _sync.Folder().Wish(run); // as ResumeRun does, in any process
            }

            return null;
        };
        _sync.Folder().Wish(run);

        Assert.False(_sync.Pass(run).IsDone);
        Assert.True(hasGoneOn);
        Assert.True(_sync.Folder().IsWished(run));
        Assert.True(_sync.Pass(run).IsDone);
        Assert.False(_sync.Folder().IsWished(run));
    }

    [Fact]
    public void A_run_is_sent_as_it_is_when_its_turn_comes()
    {
        using CairnTracker tracker = _sync.Open();
        Run run = tracker.StartRun("btc");
        SyncFixture.Flush(tracker);

        _sync.Pass(run.Id, whenKnown: () =>
        {
            run.Complete();
            SyncFixture.Flush(tracker);
        });

        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
    }

    [Fact]
    public void A_server_that_takes_no_files_gets_all_else_and_the_files_when_it_is_asked_again()
    {
        string run = _sync.Record();
        _sync.Mlflow.RefusesFiles = true;

        SyncReport without = _sync.Pass(run);
        int calls = _sync.Mlflow.Calls;
        SyncReport quiet = _sync.Pass(run);

        Assert.Equal((true, 6001L, 0), (without.IsDone, without.Points, without.Artifacts));
        Assert.Contains("does not take it", without.FilesRefused, StringComparison.Ordinal);
        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
        Assert.NotEmpty(_sync.Mlflow.Versions);
        Assert.Single(_sync.Mlflow.Datasets);
        Assert.Equal(without.FilesRefused, quiet.FilesRefused);
        Assert.True(_sync.Mlflow.Calls - calls <= 1, "No file is tried again.");

        _sync.Mlflow.RefusesFiles = false;
        Assert.Equal("", _sync.Pass(run, mustLookAgain: true).FilesRefused);
        _sync.AssertComplete();
    }

    [Fact]
    public void A_pass_that_asked_the_target_nothing_says_so()
    {
        using CairnTracker tracker = _sync.Open();
        Run run = tracker.StartRun("btc");
        run.Series("loss").Log(1, 1);
        SyncFixture.Flush(tracker);

        Assert.True(_sync.Pass(run.Id).HasReached);
        Assert.False(_sync.Pass(run.Id).HasReached);
        Assert.True(_sync.Pass(run.Id, mustLookAgain: true).HasReached);
    }

    [Fact]
    public void Tags_by_which_Cairn_tells_runs_apart_are_not_taken_from_a_run()
    {
        using CairnTracker tracker = _sync.Open();
        Run run = tracker.StartRun("btc");
        run.SetTag("cairn.run_id", "another");
        run.SetTag("team", "lab");
        SyncFixture.Flush(tracker);

        _sync.Pass(run.Id);

        Assert.Equal(run.Id, _sync.Mlflow.Single().Tags["cairn.run_id"]);
        Assert.Equal("lab", _sync.Mlflow.Single().Tags["team"]);
    }

    [Fact]
    public void Two_do_not_send_one_run_at_the_same_time()
    {
        string run = _sync.Record();
        using IFileLock? held = _sync.Folder().TryLock(run);

        Assert.True(_sync.Pass(run).IsBusy);
        Assert.Empty(_sync.Mlflow.Runs);
    }
}
