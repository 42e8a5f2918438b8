using Cairn.Checkpoints;
using Cairn.Inference;
using Cairn.IntegrationTests.IO;
using Cairn.Storage;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Sql;

/// <summary>The statements that users of the Python tools know run as they stand.</summary>
public sealed class SqliteProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RequiresSqliteProgram]
    public async Task Mean_confidence_and_count_by_model_of_the_last_day()
    {
        await using var tracker = CairnTracker.Open(_folder["store"]);
        LogOne(tracker, "dqn_agent", 0.85);
        LogOne(tracker, "dqn_agent", 0.65);
        LogOne(tracker, "enhanced_cnn", 0.72);
        await tracker.FlushAsync();

        Assert.Equal(
            "dqn_agent|0.75|2\nenhanced_cnn|0.72|1\n",
            Ask(
                """
                SELECT model_name, AVG(confidence), COUNT(*) 
                FROM inference_records 
                WHERE timestamp > datetime('now', '-24 hours')
                GROUP BY model_name;
                """));
    }

    [RequiresSqliteProgram]
    public async Task The_active_checkpoint_of_a_model()
    {
        await using var tracker = CairnTracker.Open(_folder["store"]);
        using CheckpointManager checkpoints = tracker.OpenCheckpoints();
        CheckpointMetadata saved = checkpoints.Save(new CheckpointContent
        {
            Model = "dqn_agent",
            Tensors = new TensorArrays(new Dictionary<string, Array> { ["weight"] = new float[] { 1, 2, 3 } }),
            Metrics = new Dictionary<string, double> { ["loss"] = 0.0234 },
        })!;
        await tracker.FlushAsync();

        Assert.StartsWith(
            $"{saved.CheckpointId}|dqn_agent|",
            Ask("SELECT * FROM checkpoint_metadata WHERE model_name = 'dqn_agent' AND is_active = TRUE;"),
            StringComparison.Ordinal);
    }

    [RequiresSqliteProgram]
    public async Task Daily_statistics_of_a_model()
    {
        await using var tracker = CairnTracker.Open(_folder["store"]);
        PredictionId right = LogOne(tracker, "dqn_agent", 0.85);
        LogOne(tracker, "dqn_agent", 0.65);
        tracker.Inference.Resolve(right, actual: "BUY");
        await tracker.FlushAsync();

        Assert.Equal(
            "dqn_agent|2|1|1.0|0.5|0.75|12.5|{\"BUY\":2}\n",
            Ask(
                """
                SELECT model_name, total_predictions, correct_predictions, accuracy, coverage, avg_confidence,
                       avg_processing_time_ms, actions
                FROM model_performance WHERE date = date('now');
                """));
    }

    private static PredictionId LogOne(CairnTracker tracker, string model, double confidence) => tracker.Inference.Log(
        model,
        "ETH/USDT",
        "BUY",
        confidence,
        [new ActionProbability("BUY", confidence), new ActionProbability("SELL", 1 - confidence)],
        [1.5f, (float)confidence],
        processingTimeMs: 12.5,
        checkpointId: "dqn_agent_20250725_143500");

    private string Ask(string sql) => ChildProcess.Run("sqlite3", ["-readonly", _folder["store"] + "/cairn.db", sql]).Output;
}
