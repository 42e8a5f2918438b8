using Cairn.Inference;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Tests.Tracker;

public class TrackerInferenceTests
{
    [Fact]
    public async Task After_a_flush_a_prediction_is_a_line_and_in_the_store()
    {
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        var decided = new DateTimeOffset(2025, 7, 25, 17, 34, 39, TimeSpan.FromHours(3));

        PredictionId id = tracker.Inference.Log(new Prediction
        {
            Model = "dqn_agent",
            Symbol = "ETH/USDT",
            Action = "BUY",
            Confidence = 0.85,
            Probabilities = [new("BUY", 0.85), new("SELL", 0.10), new("HOLD", 0.05)],
            InputFeatures = [1, 2, 3],
            ProcessingTimeMs = 12.5,
            CheckpointId = "dqn_agent_20250725_143500",
            DecisionTime = decided,
        });
        await tracker.FlushAsync();

        Assert.Equal(
            ["2025-07-25 14:34:39 | dqn_agent       | ETH/USDT   | BUY  | conf=0.850 | time=  12.5ms "
                + "[checkpoint: dqn_agent_20250725_143500]"],
            tracker.TextLogs.GetRecentInferences());
        using SqliteRunStore store = fixture.Read();
        PredictionInfo info = store.Predictions.Find(id)!;
        Assert.Equal(("dqn_agent", "ETH/USDT", "BUY", 0.85), (info.Model, info.Symbol, info.Action, info.Confidence));
        Assert.Equal((decided, 12.5, 3), (info.DecisionTime, info.ProcessingTimeMs, info.FeatureCount));
        Assert.Equal("4f732afec7493057d3e7443b584cfd94", info.FeatureHash);
        Assert.True(info.MemoryBytes > 1 << 20, $"{info.MemoryBytes} bytes of memory in use");
    }

    [Fact]
    public async Task Lines_and_records_agree_however_many_threads_log_and_clean_up()
    {
        const int threads = 4;
        const int calls = 2000;
        using var fixture = new TrackerFixture();
        using CairnTracker tracker = fixture.Open();
        long recorded = 0;
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < calls; i++)
            {
                bool isRecorded = tracker.Inference.Log("m", "s", $"{thread}.{i}", 0.5, [], [thread, i]).IsRecorded;
                Interlocked.Add(ref recorded, isRecorded ? 1 : 0);
                if (i % 500 == 0)
                {
                    tracker.TextLogs.CleanupOldLogs(threads * calls);
                }
            }
        })));
        await tracker.FlushAsync();

        IReadOnlyList<string> lines = tracker.TextLogs.GetRecentInferences(threads * calls * 2);
        Assert.Equal(recorded, lines.Count);
        Assert.Equal(recorded, lines.Distinct().Count());
        Assert.Equal(threads * calls, recorded + tracker.Health.Refused);
        Assert.Equal(recorded, tracker.Health.Stored);
        Assert.Empty(fixture.Failures);
    }
}
