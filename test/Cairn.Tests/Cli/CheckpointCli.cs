using Cairn.Checkpoints;
using Cairn.Storage;
using Cairn.Tests.Checkpoints;

namespace Cairn.Tests.Cli;

/// <summary>The command line over a real store with small checkpoints.</summary>
internal sealed class CheckpointCli : IDisposable
{
    public CheckpointFixture Fixture { get; } = new();

    public string Backup => Fixture.Folder["backup"];

    /// <summary>What the last command said.</summary>
    public CliHarness Last { get; private set; } = new();

    /// <summary>Saves one checkpoint for each loss, of the epochs 1, 2, ….</summary>
    public IReadOnlyList<CheckpointMetadata> Save(params double[] losses) => Save(_ => { }, losses);

    public IReadOnlyList<CheckpointMetadata> Save(Action<CheckpointOptions> configure, params double[] losses)
    {
        using CairnTracker tracker = Fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(CheckpointFixture.Options(configure));
        return [.. losses.Select((loss, at) => Fixture.Save(manager, at + 1, loss))];
    }

    public CheckpointMetadata SaveOther(string model)
    {
        using CairnTracker tracker = Fixture.Open();
        using CheckpointManager manager = tracker.OpenCheckpoints(CheckpointFixture.Options());
        return manager.Save(new CheckpointContent
        {
            Model = model,
            Tensors = new TensorArrays(CheckpointFixture.Weights(1)),
        })!;
    }

    public int Run(params string[] args)
    {
        Last = new CliHarness { UsesRealStores = true };
        return Last.RunIn(Fixture.Store, ["checkpoints", .. args]);
    }

    public void Dispose() => Fixture.Dispose();
}
