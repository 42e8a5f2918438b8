using System.Text.Json.Nodes;
using Cairn;
using Cairn.Callbacks;

namespace Guide;

internal static class UsingCallbacks
{
    public static void All()
    {
        using var tracker = CairnTracker.Open("cairn");
        using (Run run = tracker.StartRun("callbacks"))
        {
            Train(run);
            run.Complete();
        }

        Guarded();
        Resumed();
        Own();
    }

    private static void Train(Run run)
    {
        #region train
        var schedule = new WarmupCosine(learningRate: 0.001, warmupSteps: 50, totalSteps: 2000);
        var manager = new CallbackManager(
            [
                new EarlyStopping("val_loss", patience: 10) { MinDelta = 1e-4, RestoreBest = true },
                new ReduceLROnPlateau("val_loss", patience: 5, factor: 0.5) { MinLearningRate = 1e-5 },
                new MetricTracker(["train_loss", "val_loss"]),
            ],
            schedule,
            run); // every decision becomes an event of the run

        manager.OnTrainingStart();
        for (int epoch = 1; epoch <= 20; epoch++)
        {
            double trainLoss = TrainEpoch(manager, epoch), valLoss = Validate(epoch);
            run.Series("val/loss").Log(epoch, valLoss);
            CallbackOutcome outcome = manager.OnEpochEnd(new CallbackState
            {
                Epoch = epoch,
                Step = epoch * 100,
                TrainLoss = trainLoss,
                ValLoss = valLoss,
                Metrics = [("val/accuracy", 0.5)],
            });
            if (outcome.ShouldStop)
            {
                break;
            }
        }

        if (manager.OnTrainingEnd().RestoreBest)
        {
            LoadBestWeights();
        }
        #endregion
    }

    private static double TrainEpoch(CallbackManager manager, int epoch)
    {
        #region step
        for (int step = (epoch - 1) * 100 + 1; step <= epoch * 100; step++)
        {
            double loss = Learn(manager.LearningRateAt(step)); // the schedule, times what callbacks made of it
            manager.OnBatchEnd(new CallbackState { Epoch = epoch, Step = step, TrainLoss = loss });
        }
        #endregion

        return 1.0 / epoch;
    }

    private static void Guarded()
    {
        var manager = new CallbackManager([new NanGuard(maxRollBacks: 3, factor: 0.5)], new WarmupConstant(0.01));
        JsonObject saved = manager.SaveState();

        #region guard
        CallbackOutcome outcome = manager.OnBatchEnd(new CallbackState { Step = 101, TrainLoss = double.NaN });
        if (outcome.RollBack)
        {
            LoadBestWeights();        // weights, optimizer, random numbers and data position of the last checkpoint
            manager.RollBack(saved);  // and its callback state; the guard keeps its count and the lower rate
        }
        #endregion
    }

    private static void Resumed()
    {
        #region resume
        JsonObject state = NewManager().SaveState();         // goes into the checkpoint
        string json = state.ToJsonString();

        CallbackManager resumed = NewManager();              // the same callbacks
        resumed.LoadState(JsonNode.Parse(json)!.AsObject()); // from here on to the bit as if never interrupted
        #endregion
    }

    private static void Own()
    {
        var manager = new CallbackManager([new LossLimit(10)]);
        Console.WriteLine(manager.OnBatchEnd(new CallbackState { Step = 1, TrainLoss = 11 }).ShouldStop);
    }

    private static CallbackManager NewManager() => new([new EarlyStopping("val_loss", patience: 10)]);

    private static double Learn(double learningRate) => 1 - learningRate;

    private static double Validate(int epoch) => 1.1 / epoch;

    private static void LoadBestWeights()
    {
    }

    #region own
    private sealed class LossLimit(double limit) : ITrainingCallback
    {
        private long _above;

        public string Name => "loss_limit";

        public IReadOnlyList<CallbackDecision> OnBatchEnd(in CallbackState state)
        {
            if (!(state.TrainLoss > limit))
            {
                return [];
            }

            _above++;
            return [CallbackDecision.Stop($"train_loss is above {limit}")];
        }

        public JsonObject SaveState() => new() { ["above"] = _above };

        public void LoadState(JsonObject state) => _above = (long)state["above"]!;
    }
    #endregion
}
