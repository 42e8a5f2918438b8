using Cairn.Checkpoints;
using Cairn.Storage;
using Cairn.Tests.Checkpoints;
using Cairn.Tests.Storage.Predictions;

namespace Cairn.Tests.Cli;

/// <summary>The command line over a real store with a run, its checkpoint and predictions that a test adds.</summary>
internal sealed class LineageStore : IDisposable
{
    public LineageStore()
    {
        var settings = new Dictionary<string, object?> { ["learning_rate"] = 0.25, ["data"] = "btc.csv" };
        using (CairnTracker tracker = Fixture.Open())
        using (CheckpointManager manager = tracker.OpenCheckpoints(CheckpointFixture.Options()))
        using (Run run = tracker.StartRun("btc", settings))
        {
            RunId = run.Id;
            run.SetTag("team", "quant");
            run.LogEvent(
                "callback",
                "Training stops: val_loss has not improved.",
                [new("decision", "stop"), new("epoch", 3L)]);
            Saved = Fixture.Save(manager, epoch: 3, loss: 0.5, run);
            run.Complete();
        }

        Tables = new PredictionTables(Fixture.Store);
    }

    public CheckpointFixture Fixture { get; } = new();

    public CheckpointMetadata Saved { get; }

    public string RunId { get; }

    public PredictionTables Tables { get; }

    /// <summary>What the last command said.</summary>
    public CliHarness Last { get; private set; } = new();

    public int Run(params string[] args)
    {
        Last = new CliHarness { UsesRealStores = true };
        return Last.RunIn(Fixture.Store, args);
    }

    /// <summary>In the tables and in the statistics; later ones are decided later.</summary>
    public void Predict(string? checkpoint, string digest, TimeSpan ago = default)
    {
        Tables.Time.Advance(TimeSpan.FromSeconds(1));
        Tables.Add(ago, one => (one.Checkpoint, one.Digest) = (checkpoint, digest));
        Tables.Count(
            Tables.Now - ago,
            sums => (sums.Predictions, sums.Records) = (sums.Predictions + 1, sums.Records + 1),
            checkpoint: checkpoint is null ? 0 : Tables.Checkpoint(checkpoint, digest));
    }

    public void Dispose()
    {
        Tables.Dispose();
        Fixture.Dispose();
    }
}
