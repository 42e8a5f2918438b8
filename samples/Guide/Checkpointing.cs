using Cairn;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;
using Cairn.Storage;

namespace Guide;

internal static class Checkpointing
{
    public static void All()
    {
        Save();
        Load();
        Settings();
        Care();
    }

    private static void Save()
    {
        #region save
        using var tracker = CairnTracker.Open("cairn");
        using Run run = tracker.StartRun("eurusd");
        using CheckpointManager checkpoints = tracker.OpenCheckpoints();

        var weights = new Dictionary<string, Array> { ["w"] = new float[24, 32], ["b"] = new float[32] };
        var model = new TensorArrays(weights); // arrays of your own; nothing is copied yet
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            double loss = TrainOneEpoch(weights);
            _ = checkpoints.SaveAsync(new CheckpointContent // copies the state, and returns
            {
                Model = "dqn_agent",
                Tensors = model,
                Epoch = epoch,
                Metrics = new Dictionary<string, double> { ["val_loss"] = loss },
                Run = run,
                Reason = $"epoch {epoch}",
            });
        }
        #endregion
    }

    private static void Load()
    {
        using var tracker = CairnTracker.Open("cairn");
        using CheckpointManager checkpoints = tracker.OpenCheckpoints();

        #region load
        var weights = new Dictionary<string, Array> { ["w"] = new float[24, 32], ["b"] = new float[32] };
        using LoadedCheckpoint? best = checkpoints.LoadBest("dqn_agent"); // null where there is none yet
        best?.CopyTo(new TensorArrays(weights)); // all of it fits, or nothing is changed
        foreach (string reason in best?.PassedOver ?? [])
        {
            Console.WriteLine(reason); // a better one was damaged
        }
        #endregion

        #region metadata
        CheckpointMetadata? found = checkpoints.GetBestCheckpointMetadata("dqn_agent"); // opens no file
        Console.WriteLine($"{found?.CheckpointId} of epoch {found?.Epoch}: {found?.Score}");
        #endregion
    }

    private static void Settings()
    {
        using var tracker = CairnTracker.Open("cairn");

        #region settings
        using CheckpointManager checkpoints = tracker.OpenCheckpoints(new CheckpointOptions
        {
            MonitorMetric = "reward",
            Goal = MetricGoal.Maximize,
            Retention = Keep.Any(Keep.Latest(2), Keep.Best(3, "reward", MetricGoal.Maximize), Keep.EveryEpochs(10)),
            BackupDirectory = "backup", // best on another disk
        });
        #endregion
    }

    private static void Care()
    {
        using var tracker = CairnTracker.Open("cairn");
        using CheckpointManager checkpoints = tracker.OpenCheckpoints();
        string id = checkpoints.GetBestCheckpointMetadata("dqn_agent")!.CheckpointId;

        #region labels
        checkpoints.Pin(id, "in the paper");
        checkpoints.SetAlias("champion", id);
        checkpoints.Activate(id); // what Load("dqn_agent") takes
        using LoadedCheckpoint champion = checkpoints.Load("dqn_agent", "champion");
        #endregion

        #region verify
        foreach (CheckpointVerification one in checkpoints.VerifyAll())
        {
            Console.WriteLine($"{one.CheckpointId}: {one.Problem ?? "sound"}");
        }
        #endregion

        #region export
        checkpoints.Export(id, "model.safetensors");
        #endregion
    }

    private static double TrainOneEpoch(Dictionary<string, Array> weights) => 1.0 / weights.Count;
}
