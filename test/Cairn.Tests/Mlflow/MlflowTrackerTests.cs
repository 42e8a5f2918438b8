using System.Collections.Concurrent;
using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using Cairn.Mlflow.Targets.Folder;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Mlflow.Targets.Sqlite;
using Cairn.Tests.Mlflow.Rest;
using Cairn.Tests.Mlflow.Rest.Server;
using Cairn.Tests.Mlflow.Sync;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow;

public sealed class MlflowTrackerTests : IDisposable
{
    private readonly FakeMlflow _mlflow = new();
    private readonly ConcurrentQueue<CairnFailure> _failures = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_is_logged_from_begin_to_end()
    {
        string model = _folder["model.bin"];
        File.WriteAllText(model, "weights");
        using MlflowTracker tracker = Create();
        tracker.StartRun("training_run_1");
        tracker.LogConfig(
        [
            new("learning_rate", 0.001),
            new("optimizer", new Dictionary<string, object?> { ["name"] = "adamw" }),
            new("api_key", "s3cr3t"),
        ]);
        tracker.LogDataset("btc", model);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            tracker.LogTrainingMetrics(epoch, 0, 1.0 / (epoch + 1), 2.0 / (epoch + 1), learningRate: 0.001, ("accuracy", 0.5));
            tracker.LogSystemMetrics();
        }

        tracker.LogBestModel(model, "val_loss", 0.5, 2);
        string version = tracker.RegisterModel("dqn");
        tracker.SetAlias("dqn", "champion", version);
        Assert.True(tracker.EndRun());

        MlflowRun run = _mlflow.Single();
        Assert.Equal(("training_run_1", MlflowRunStatus.Finished, tracker.RunId), (run.Name, run.Status, run.Id));
        Assert.Equal("0.001", run.Parameters["learning_rate"]);
        Assert.Equal("adamw", run.Parameters["optimizer.name"]);
        Assert.Equal("***", run.Parameters["api_key"]);
        Assert.Equal([2, 1, 2.0 / 3], _mlflow.ValuesOf("val_loss"));
        Assert.Equal([0.5], _mlflow.ValuesOf("best_val_loss"));
        Assert.Equal("weights", _mlflow.TextOf("model/model.bin"));
        Assert.Equal(["champion"], Assert.Single(_mlflow.Versions).Aliases);
        Assert.Single(_mlflow.Datasets);
        Assert.Empty(_failures);
        Assert.Equal(0, tracker.Lost);
    }

    [Fact]
    public void A_server_that_is_away_delays_no_call_and_gets_everything_when_it_is_back()
    {
        using var isBack = new ManualResetEventSlim();
        _mlflow.FailBefore = _ => isBack.IsSet ? null : FakeMlflow.Unreachable();
        using MlflowTracker tracker = Create();
        tracker.StartRun("one");
        for (int step = 0; step < 2500; step++)
        {
            tracker.LogMetric("loss", step, step);
        }

        Assert.False(tracker.Flush(TimeSpan.Zero));
        Assert.True(SpinWait.SpinUntil(() => !_failures.IsEmpty, TimeSpan.FromSeconds(20)));
        isBack.Set();

        Assert.True(tracker.EndRun());
        Assert.Equal(2500, _mlflow.ValuesOf("loss").Length);
        Assert.Equal([false, true], _failures.Select(failure => failure.IsRecovered));
    }

    [Fact]
    public void What_does_not_fit_into_memory_is_counted_and_told_once()
    {
        using var isBack = new ManualResetEventSlim();
        _mlflow.FailBefore = _ => isBack.IsSet ? null : FakeMlflow.Unreachable();
        using MlflowTracker tracker = Create(maxPending: 100);
        tracker.StartRun("one");
        for (int step = 0; step < 150; step++)
        {
            tracker.LogMetric("loss", step, step);
        }

        Assert.Equal(51, tracker.Lost); // the beginning of the run waits, too
        isBack.Set();
        Assert.True(tracker.EndRun());
        Assert.Equal(99, _mlflow.ValuesOf("loss").Length);
        Assert.Single(_failures, failure => failure.Message.Contains("further ones are lost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("database")]
    [InlineData("folder")]
    [InlineData("server")]
    public void A_file_that_cannot_be_read_is_told_and_holds_nothing_up(string kind)
    {
        using var server = new FakeMlflowServer();
        IMlflowTarget target = kind switch
        {
            "database" => new SqliteTarget(_folder["mlflow.db"], PhysicalFileSystem.Instance, TimeProvider.System),
            "folder" => new FolderTarget(_folder["mlruns"], PhysicalFileSystem.Instance, TimeProvider.System),
            _ => new RestTarget(server.Address, NoCredentials.Read(), TimeProvider.System),
        };
        string broken = _folder["broken.bin"];
        File.WriteAllText(broken, "on a dying disk");
        var files = new FaultyFileSystem(
            PhysicalFileSystem.Instance, new FaultPlan(0, FileOperations.Read, FromThenOn: true));
        using var tracker = new MlflowTracker("btc", target, files, TimeProvider.System, _failures.Enqueue);
        tracker.StartRun("one");
        tracker.LogArtifact(_folder["missing.bin"]);
        tracker.LogArtifact(broken);
        tracker.LogDataset("ticks", broken);
        tracker.LogMetric("loss", 1);

        Assert.True(tracker.EndRun());
        Assert.Equal(1, Assert.Single(tracker.SearchRuns()).Metrics["loss"].Value);
        Assert.Equal(3, tracker.Lost);
        Assert.Collection(
            _failures,
            failure => Assert.Contains("missing.bin", failure.Message),
            failure => Assert.Contains("broken.bin", failure.Message),
            failure => Assert.Contains("ticks", failure.Message));
    }

    [Fact]
    public void What_belongs_to_a_run_that_MLflow_does_not_take_goes_to_no_other_run()
    {
        using MlflowTracker tracker = Create();
        tracker.StartRun("one");
        tracker.LogMetric("loss", 1);
        Assert.True(tracker.EndRun());
        _mlflow.RefusedExperiment = "btc";
        tracker.StartRun("two");
        tracker.LogMetric("loss", 2);
        Assert.True(tracker.EndRun(MlflowRunStatus.Failed));

        Assert.Equal([1], _mlflow.ValuesOf("loss"));
        Assert.Equal(MlflowRunStatus.Finished, _mlflow.Single().Status);
        Assert.Equal(3, tracker.Lost); // the beginning, the value and the end
        Assert.Null(tracker.RunId);
    }

    [Fact]
    public void Runs_are_searched_and_compared()
    {
        using MlflowTracker tracker = Create();
        string[] ids = new string[2];
        for (int i = 0; i < ids.Length; i++)
        {
            tracker.StartRun($"run {i}");
            tracker.LogParameter("lr", i);
            tracker.LogParameter("seed", 7);
            tracker.LogMetric("loss", i + 0.5);
            Assert.True(tracker.EndRun());
            ids[i] = tracker.RunId!;
        }

        Assert.Equal(2, tracker.SearchRuns().Count);
        MlflowComparison comparison = tracker.CompareRuns(ids);
        Assert.Equal(["lr"], comparison.DifferingParameters.Keys);
        Assert.Equal(["0", "1"], comparison.DifferingParameters["lr"]);
        Assert.Equal([0.5, 1.5], comparison.Metrics["loss"]);
        Assert.Equal("mlflow.missing", Assert.Throws<MlflowException>(() => tracker.CompareRuns("absent")).Code);
    }

    [Fact]
    public void A_run_that_nobody_ended_is_killed()
    {
        using (MlflowTracker tracker = Create())
        {
            tracker.StartRun("one");
        }

        Assert.Equal(MlflowRunStatus.Killed, _mlflow.Single().Status);
    }

    private MlflowTracker Create(int maxPending = MlflowTracker.MaxPending) => new(
        "btc", _mlflow, PhysicalFileSystem.Instance, TimeProvider.System, _failures.Enqueue, maxPending);
}
