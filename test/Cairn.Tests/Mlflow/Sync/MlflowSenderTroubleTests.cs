using Cairn.Mlflow;
using Cairn.Mlflow.Sync;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class MlflowSenderTroubleTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_run_that_fails_for_ever_does_not_hold_up_the_others(bool isTheServers)
    {
        _sync.Mlflow.BadRun = ("bad", isTheServers
            ? () => new MlflowException("mlflow.busy", "memory", "An error within (500).", isTransient: true)
            : () => new InvalidOperationException("A surprise."));
        using CairnTracker tracker = _sync.OpenSending();
        tracker.StartRun("btc", name: "bad").Complete();
        SyncFixture.Flush(tracker);
        bool isTold = SpinWait.SpinUntil(() => _sync.Failures.Any(), TimeSpan.FromSeconds(20));

        tracker.StartRun("btc", name: "good").Complete();
        SyncFixture.Flush(tracker);

        Assert.True(isTold);
        Assert.True(SpinWait.SpinUntil(() => Names().SequenceEqual(["good"]), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Closing_does_not_wait_for_what_other_processes_left()
    {
        string left = _sync.Record();
        _sync.Folder().Wish(left);
        using var isSending = new ManualResetEventSlim();
        using var isClosing = new ManualResetEventSlim();
        _sync.Mlflow.FailBefore = _ =>
        {
            isSending.Set();
            isClosing.Wait();
            return null;
        };
        MlflowSender sender = _sync.Sender();
        sender.Start();
        Assert.True(isSending.Wait(TimeSpan.FromSeconds(20)));

        var closing = new Thread(sender.Finish);
        closing.Start();
        bool isWaiting = SpinWait.SpinUntil(
            () => closing.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(20));
        isClosing.Set();
        closing.Join();

        Assert.True(isWaiting);
        Assert.Empty(_sync.Mlflow.Points);
        Assert.Equal([left], _sync.Folder().Wishes());
    }

    [Fact]
    public void Files_that_are_refused_are_told_once_and_the_run_ends_all_the_same()
    {
        _sync.Mlflow.RefusesFiles = true;
        using (CairnTracker tracker = _sync.OpenSending())
        {
            Run run = tracker.StartRun("btc");
            run.LogImage("scatter", 3, [1, 2, 3]);
            run.Complete();
        }

        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
        Assert.Empty(_sync.Folder().Wishes());
        Assert.Contains("`cairn sync mlflow --all ", Assert.Single(_sync.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_refused_does_not_hold_up_the_others()
    {
        _sync.Mlflow.RefusedExperiment = "bad";
        using (CairnTracker tracker = _sync.OpenSending())
        {
            tracker.StartRun("bad").Complete();
            tracker.StartRun("btc").Complete();
        }

        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
        Assert.Contains(_sync.Failures, failure => failure.Message.Contains("cannot be sent", StringComparison.Ordinal));
        Assert.Single(_sync.Folder().Wishes());
    }

    [Fact]
    public void Trouble_is_told_once_and_so_is_its_end()
    {
        using CairnTracker tracker = _sync.OpenSending();
        int failures = 3;
        _sync.Mlflow.FailBefore = _ => Interlocked.Decrement(ref failures) >= 0
            ? new MlflowException("mlflow.busy", "memory", "Busy.", isTransient: true)
            : null;
        tracker.StartRun("btc").Complete();

        Assert.True(SpinWait.SpinUntil(() => _sync.Failures.Count() == 2, TimeSpan.FromSeconds(30)));
        Assert.Equal([false, true], _sync.Failures.Select(failure => failure.IsRecovered));
    }

    private IEnumerable<string> Names() => _sync.Mlflow.ListExperiments()
        .SelectMany(experiment => _sync.Mlflow.SearchRuns(experiment.Id))
        .Select(run => run.Name);
}
