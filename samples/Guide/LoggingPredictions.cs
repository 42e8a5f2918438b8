using Cairn;
using Cairn.Checkpoints;
using Cairn.Inference;
using Cairn.Storage;

namespace Guide;

internal static class LoggingPredictions
{
    public static async Task AllAsync()
    {
        using var tracker = CairnTracker.Open("predictions");
        InferenceLog.Use(tracker);
        One();
        new DqnAgent(tracker).Predict([0.5f, 1.5f], "ETH/USDT");
        await tracker.FlushAsync();
        Look(tracker, "predictions");
        Checkpoints(tracker);
    }

    private static void One()
    {
        float[] features = [101.5f, 0.02f, -0.3f];
        #region one
        InferenceLog.Log(
            model: "dqn_agent",
            symbol: "ETH/USDT",
            action: "BUY",
            confidence: 0.85,
            probabilities: [new("BUY", 0.85), new("SELL", 0.10), new("HOLD", 0.05)],
            inputFeatures: features,
            processingTimeMs: 12.5,
            checkpointId: "dqn_agent_20250725_143500");
        #endregion
    }

    #region agent
    private sealed class DqnAgent(CairnTracker tracker)
    {
        public string? CheckpointId { get; init; }

        public string Predict(ReadOnlySpan<float> state, string symbol)
        {
            InferenceScope scope = tracker.Inference.Measure("dqn_agent", symbol); // the clock runs

            (string action, double confidence) = Decide(state);

            scope.Log(action, confidence, inputFeatures: state, checkpointId: CheckpointId); // and stops
            return action;
        }

        private static (string Action, double Confidence) Decide(ReadOnlySpan<float> state) =>
            state[0] > 0 ? ("BUY", 0.85) : ("SELL", 0.85);
    }
    #endregion

    private static void Look(CairnTracker tracker, string folder)
    {
        #region look
        using IRunStore store = RunStore.Open(folder);
        ModelStats stats = store.Predictions.GetModelStats("dqn_agent", hours: 24);
        Console.WriteLine($"{stats.Figures.Predictions} predictions, {stats.Figures.Coverage:P0} with an outcome");

        IReadOnlyList<string> recent = tracker.TextLogs.GetRecentInferences(lines: 50);
        tracker.TextLogs.CleanupOldLogs(maxLines: 10_000);
        tracker.Inference.CleanupOldLogs(daysToKeep: 30);
        #endregion
        Console.WriteLine(recent[^1]);
    }

    private static void Checkpoints(CairnTracker tracker)
    {
        var weights = new TensorArrays(new Dictionary<string, Array> { ["w"] = new float[8] });
        #region checkpoints
        using CheckpointManager checkpoints = tracker.OpenCheckpoints();
        checkpoints.Save(new CheckpointContent
        {
            Model = "dqn_agent",
            ModelType = "rl",
            Tensors = weights,
            Metrics = new Dictionary<string, double> { ["loss"] = 0.0234, ["accuracy"] = 0.87 },
            TrainingMetadata = [new("epochs", 100), new("lr", 0.001)],
        });

        CheckpointMetadata? metadata = checkpoints.GetCheckpointMetadataFast("dqn_agent");
        Console.WriteLine($"{metadata?.CheckpointId}: loss {metadata?.PerformanceMetrics["loss"]}");

        using LoadedCheckpoint? best = checkpoints.Load("dqn_agent"); // predictions that name it carry its digest
        #endregion
    }
}
