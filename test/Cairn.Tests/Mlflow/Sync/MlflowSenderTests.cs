using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Storage;
using Cairn.Tests.Tracker;

namespace Cairn.Tests.Mlflow.Sync;

public sealed class MlflowSenderTests : IDisposable
{
    private const string Server = "http://anna:hunter2@mlflow.example:5000";

    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public void A_run_is_at_MLflow_when_the_tracker_is_closed()
    {
        string id;
        using (CairnTracker tracker = _sync.OpenSending())
        {
            id = Record(tracker, 2500);
        }

        Assert.Equal(2500, _sync.Mlflow.ValuesOf("loss").Length);
        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
        Assert.Equal(id, _sync.Mlflow.Single().Tags["cairn.run_id"]);
        Assert.Empty(_sync.Folder().Wishes());
        Assert.Empty(_sync.Failures);
    }

    [Fact]
    public void A_run_is_followed_while_it_is_open()
    {
        using CairnTracker tracker = _sync.OpenSending();
        Run run = tracker.StartRun("btc");
        run.Series("loss").Log(1, 0.5);

        Assert.True(SpinWait.SpinUntil(() => Sent("loss") == 1, TimeSpan.FromSeconds(20)));
        run.Series("loss").Log(2, 0.25);
        Assert.True(SpinWait.SpinUntil(() => Sent("loss") == 2, TimeSpan.FromSeconds(20)));
        Assert.Equal(MlflowRunStatus.Running, _sync.Mlflow.Single().Status);
    }

    [Fact]
    public async Task A_server_that_is_away_for_a_whole_run_delays_nothing_and_gets_everything_later()
    {
        _sync.Mlflow.FailBefore = _ => FakeMlflow.Unreachable();
        string id;
        using (CairnTracker tracker = _sync.OpenSending())
        {
            id = Record(tracker, 300);
            await tracker.FlushAsync();
        }

        Assert.Empty(_sync.Mlflow.Runs);
        CairnFailure[] failures = [.. _sync.Failures];
        Assert.Equal(2, failures.Length); // once for the outage, once for what is left
        Assert.All(failures, failure => Assert.Equal(CairnFailureKind.Mlflow, failure.Kind));
        Assert.Contains($"300 points of run {id} wait", failures[1].Message, StringComparison.Ordinal);
        Assert.Contains("cairn sync mlflow", failures[1].Message, StringComparison.Ordinal);

        _sync.Mlflow.FailBefore = _ => null;
        using (CairnTracker later = _sync.OpenSending())
        {
            Assert.True(SpinWait.SpinUntil(() => _sync.Folder().Wishes().Count == 0, TimeSpan.FromSeconds(20)));
        }

        Assert.Equal(300, _sync.Mlflow.ValuesOf("loss").Length);
        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
    }

    [Fact]
    public void No_password_is_told_or_kept()
    {
        _sync.Mlflow.FailBefore = _ => FakeMlflow.Unauthorized();
        using (CairnTracker tracker = _sync.OpenSending(Server))
        {
            Record(tracker, 3);
        }

        Assert.Contains(_sync.Failures, failure => failure.Message.Contains("http://mlflow.example:5000", StringComparison.Ordinal));
        Assert.DoesNotContain(_sync.Failures, failure => failure.Message.Contains("hunter2", StringComparison.Ordinal));
        foreach (string file in Directory.GetFiles(Path.Combine(_sync.Store, "mlflow"), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("hunter2", file + File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_process_that_dies_at_once_leaves_the_wish_and_the_next_one_fulfils_it()
    {
        CairnTracker dying = _sync.OpenSending(configure: options => options.MlflowInterval = TimeSpan.FromHours(1));
        Run run = dying.StartRun("btc");
        Assert.Equal([run.Id], _sync.Folder().Wishes());
        run.Series("loss").Log(1, 0.5);
        SyncFixture.Flush(dying);
        string journal = Directory.GetDirectories(Path.Combine(_sync.Store, "journal")).Single();
        using var other = new SyncFixture();
        CopyStore(_sync.Store, other.Store, journal);
        dying.Dispose();

        using (other.OpenSending())
        {
            Assert.True(SpinWait.SpinUntil(() => other.Folder().Wishes().Count == 0, TimeSpan.FromSeconds(40)));
        }

        Assert.Equal([0.5], other.Mlflow.ValuesOf("loss"));
        Assert.Equal("crashed", other.Mlflow.Single().Tags["cairn.status"]);
        Assert.Equal(MlflowRunStatus.Failed, other.Mlflow.Single().Status);
    }

    [Fact]
    public void Two_trackers_on_a_store_send_each_point_once()
    {
        using (CairnTracker one = _sync.OpenSending())
        using (CairnTracker two = _sync.OpenSending())
        {
            Record(one, 1500);
            Record(two, 1500);
        }

        Assert.Equal(2, _sync.Mlflow.Runs.Count);
        Assert.All(_sync.Mlflow.Points.Values, points => Assert.Equal(1500, points.Count));
    }

    [Fact]
    public void A_run_that_goes_on_is_running_again_at_MLflow()
    {
        string id = _sync.Record();
        _sync.Pass(id);
        using (CairnTracker tracker = _sync.OpenSending())
        {
            string checkpoint;
            using (IRunStore store = _sync.Read())
            {
                checkpoint = store.ListCheckpoints(store.ListModels()[0])[^1].CheckpointId;
            }

            Run run = tracker.ResumeRun(id, checkpoint);
            bool isRunning = SpinWait.SpinUntil(
                () => _sync.Mlflow.Single().Status == MlflowRunStatus.Running, TimeSpan.FromSeconds(20));
            Assert.True(isRunning, string.Join('\n', _sync.Failures));
            run.Series("train/loss").Log(5000, 0.5);
            run.Complete();
        }

        Assert.Equal(MlflowRunStatus.Finished, _sync.Mlflow.Single().Status);
        Assert.Equal(0.5, _sync.Mlflow.ValuesOf("train/loss")[^1]);
        Assert.Equal(3001, _sync.Mlflow.ValuesOf("train/loss").Length);
    }

    private static void CopyStore(string from, string to, string journal)
    {
        foreach (string folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            if (!folder.StartsWith(Path.Combine(from, "journal"), StringComparison.Ordinal))
            {
                Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
            }
        }

        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            if (!file.StartsWith(Path.Combine(from, "journal"), StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
            {
                using FileStream source = File.Open(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using FileStream target = File.Create(file.Replace(from, to, StringComparison.Ordinal));
                source.CopyTo(target);
            }
        }

        Directory.CreateDirectory(Path.Combine(to, "journal"));
        DeadJournal.Copy(journal, Path.Combine(to, "journal", Path.GetFileName(journal)));
    }

    private static string Record(CairnTracker tracker, int points)
    {
        Run run = tracker.StartRun("btc");
        for (int step = 0; step < points; step++)
        {
            run.Series("loss").Log(step, step);
        }

        run.Complete();
        return run.Id;
    }

    private int Sent(string key) => _sync.Mlflow.Runs.Keys.FirstOrDefault() is { } run
        ? _sync.Mlflow.ReadHistory(run, key).Count()
        : 0;
}
