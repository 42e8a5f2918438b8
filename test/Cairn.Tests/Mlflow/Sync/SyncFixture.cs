using System.Runtime.InteropServices;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Layout;
using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Checkpoints;
using Cairn.Tests.Tracker;

namespace Cairn.Tests.Mlflow.Sync;

/// <summary>A store, an MLflow in memory, and passes between them.</summary>
internal sealed class SyncFixture : IDisposable
{
    public const string Uri = "sqlite:////nowhere/mlflow.db";

    private readonly TrackerFixture _tracker = new();

    public FakeMlflow Mlflow { get; } = new();

    public string Store => _tracker.Store;

    public IEnumerable<CairnFailure> Failures => _tracker.Failures;

    public CairnTracker Open(Action<CairnOptions>? configure = null) => _tracker.Open(configure: configure);

    /// <summary>A tracker that sends to <see cref="Mlflow"/>, and looks for what is new all the time.</summary>
    public CairnTracker OpenSending(string uri = Uri, Action<CairnOptions>? configure = null) => Open(options =>
    {
        options.SendToMlflow = true;
        options.MlflowUri = uri;
        options.OpenMlflow = _ => Mlflow;
        options.MlflowInterval = TimeSpan.FromMilliseconds(5);
        configure?.Invoke(options);
    });

    /// <summary>After this returns, what was recorded can be sent.</summary>
    public static void Flush(CairnTracker tracker) => tracker.FlushAsync().GetAwaiter().GetResult();

    /// <summary>A run with something of everything, and a checkpoint whose loss is lowest.</summary>
    public string Record()
    {
        using CairnTracker tracker = Open();
        Run run = tracker.StartRun(
            "btc",
            [
                new("lr", 0.1),
                new("model", new Dictionary<string, object?> { ["layers"] = 2, ["kind"] = "small" }),
                new("data", "/data/btc.csv"),
                new("data_sha256", new string('a', 64)),
            ],
            "first");
        run.SetTag("team", "lab");
        run.SetNote("a note");
        for (int step = 0; step < 3000; step++)
        {
            run.LogMetrics(step, ("train/loss", 1.0 / (step + 1)), ("acc", step));
        }

        run.Series("system/cpu/utilization").Log(0, 0.5);
        run.LogImage("scatter", 3, [1, 2, 3]);
        run.Media(MediaKind.Histogram, "weights", 4, MemoryMarshal.AsBytes<double>([0, 1, 2, 3, 5, 7]));
        SaveCheckpoints(tracker, run);
        run.Complete([new("best", 0.5)]);
        return run.Id;
    }

    private static void SaveCheckpoints(CairnTracker tracker, Run run)
    {
        using CheckpointManager manager = tracker.OpenCheckpoints(
            CheckpointFixture.Options(options => options.MonitorMetric = "val_loss"));
        double[] losses = [0.5, 0.25, 0.75];
        for (int i = 0; i < losses.Length; i++)
        {
            manager.Save(CheckpointFixture.Content(i + 1, losses[i], run));
        }
    }

    public SyncReport Pass(
        string run, IFileSystem? files = null, Func<bool>? mayGoOn = null, Action? whenKnown = null, bool mustLookAgain = false)
    {
        using var store = new SqliteRunStore(Store);
        files ??= PhysicalFileSystem.Instance;
        var places = new SyncPlaces(
            store, Mlflow, Folder(files), new CheckpointLayout(files, Path.Combine(Store, "checkpoints")));
        RunInfo known = store.FindRun(run)!;
        whenKnown?.Invoke();
        return new RunSync(places, known, mayGoOn ?? (() => true)).Pass(mustLookAgain);
    }

    public SyncFolder Folder(IFileSystem? files = null) => new(files ?? PhysicalFileSystem.Instance, Store, Uri);

    /// <summary>A sender without a tracker.</summary>
    public MlflowSender Sender()
    {
        var settings = new SenderSettings(
            Store,
            Path.Combine(Store, "checkpoints"),
            Uri,
            () => Mlflow,
            TimeSpan.FromMilliseconds(5),
            TimeSpan.FromSeconds(5),
            TimeProvider.System);
        return new MlflowSender(settings, PhysicalFileSystem.Instance, new FailureReporter(_ => { }));
    }

    public IRunStore Read() => _tracker.Read();

    /// <summary>That everything of <see cref="Record"/> is there once.</summary>
    public void AssertComplete()
    {
        MlflowRun run = Mlflow.Single();
        Assert.Equal(MlflowRunStatus.Finished, run.Status);
        Assert.Equal(Enumerable.Range(0, 3000).Select(step => 1.0 / (step + 1)), Mlflow.ValuesOf("train/loss"));
        Assert.Equal(Enumerable.Range(0, 3000).Select(step => (double)step), Mlflow.ValuesOf("acc"));
        Assert.Equal([50], Mlflow.ValuesOf("system/cpu_utilization_percentage"));
        Assert.Equal("0.1", run.Parameters["lr"]);
        Assert.Equal("2", run.Parameters["model.layers"]);
        Assert.Equal("small", run.Parameters["model.kind"]);
        Assert.Equal(("lab", "a note", "completed"), (run.Tags["team"], run.Tags["mlflow.note.content"], run.Tags["cairn.status"]));
        Assert.Equal([1, 2, 3], Mlflow.Artifacts[(run.Id, "images/scatter/00000003.png")]);
        Assert.Contains("\"counts\":[5,7]", Mlflow.TextOf("histograms/weights.jsonl"), StringComparison.Ordinal);
        Assert.Equal("{\"best\":0.5}", Mlflow.TextOf("summary.json"));
        Assert.Single(Mlflow.Experiments);
        Assert.Equal(Mlflow.Versions.Count, Mlflow.LoggedModels.Count);
        MlflowModelVersion version = Mlflow.Versions.Single(one => one.Tags["cairn.score"] == "0.25");
        Assert.Equal(Mlflow.Versions.Count, Mlflow.Versions.DistinctBy(one => one.Tags["cairn.checkpoint_id"]).Count());
        Assert.Equal(CheckpointFixture.Model, version.Model);
        Assert.Contains(Mlflow.Artifacts.Keys, key => key.Path == version.Source + "/checkpoint.json");
        Assert.Equal(new string('a', 36), Assert.Single(Mlflow.Datasets).Digest);
    }

    public void Dispose() => _tracker.Dispose();
}
