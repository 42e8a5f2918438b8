using System.Text.Json.Nodes;
using Cairn.Callbacks;

namespace Cairn.Tests.Callbacks;

/// <summary>A training that is interrupted and resumed makes the decisions of one that was not.</summary>
public sealed class CallbackResumeTests
{
    private const int Epochs = 40;
    private const int StepsPerEpoch = 3;

    [Fact]
    public void Whenever_it_is_resumed_all_decisions_and_rates_are_the_same()
    {
        int seed = Random.Shared.Next();
        for (int round = 0; round < 20; round++)
        {
            CallbackState[] epochs = Epoch(new Random(seed + round));
            string[] uninterrupted = Decisions(epochs, resumeAt: -1);
            Assert.Contains(uninterrupted, line => line.Contains("ScaleLearningRate", StringComparison.Ordinal));
            for (int resumeAt = 0; resumeAt < Epochs; resumeAt++)
            {
                Assert.True(
                    uninterrupted.SequenceEqual(Decisions(epochs, resumeAt)), $"Seed {seed + round}, epoch {resumeAt}.");
            }
        }
    }

    private static string[] Decisions(CallbackState[] epochs, int resumeAt)
    {
        var lines = new List<string>();
        CallbackManager manager = New();
        for (int i = 0; i < epochs.Length; i++)
        {
            if (i == resumeAt)
            {
                string saved = manager.SaveState().ToJsonString();
                manager = New();
                manager.LoadState(JsonNode.Parse(saved)!.AsObject());
            }

            for (int step = 1; step <= StepsPerEpoch; step++)
            {
                Add(lines, manager.OnBatchEnd(new()
                {
                    Epoch = i,
                    Step = i * StepsPerEpoch + step,
                    TrainLoss = epochs[i].TrainLoss,
                }));
            }

            Add(lines, manager.OnEpochEnd(epochs[i]));
        }

        Add(lines, manager.OnTrainingEnd());
        return [.. lines];
    }

    private static CallbackManager New() => new(
        [
            new EarlyStopping(patience: 6) { RestoreBest = true, Baseline = 0.4, StartAfter = 2 },
            new ReduceLROnPlateau("val/loss", patience: 1, factor: 0.7) { Cooldown = 2, MinLearningRate = 1e-4 },
            new EarlyStopping("val_accuracy", patience: 9) { Goal = MetricGoal.Maximize, MinDelta = 0.01 },
            new EarlyStopping("missing"),
            new MetricTracker(["train_loss", "val_accuracy"], window: 5),
            new NanGuard(maxRollBacks: 3, factor: 0.3),
        ],
        new WarmupCosine(0.01, warmupSteps: 10, Epochs * StepsPerEpoch));

    private static void Add(List<string> lines, CallbackOutcome outcome)
    {
        lines.Add($"{outcome.ShouldStop} {outcome.RestoreBest} {outcome.RollBack} "
            + BitConverter.DoubleToInt64Bits(outcome.LearningRate!.Value));
        lines.AddRange(outcome.Decisions.Select(
            decision => $"{decision} {string.Join(' ', decision.Values.Select(pair => $"{pair.Key}={pair.Value}"))}"));
    }

    private static CallbackState[] Epoch(Random random) =>
    [
        .. Enumerable.Range(0, Epochs).Select(epoch => new CallbackState
        {
            Epoch = epoch,
            Step = (epoch + 1) * StepsPerEpoch,
            TrainLoss = random.NextDouble(),
            ValLoss = random.Next(15) == 0 ? double.NaN : random.NextDouble(),
            Metrics = [("val/accuracy", random.Next(10) / 10.0)],
        }),
    ];
}
