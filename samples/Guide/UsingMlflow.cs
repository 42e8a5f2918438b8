using Cairn;
using Cairn.Mlflow;

namespace Guide;

internal static class UsingMlflow
{
    public static void All()
    {
        File.WriteAllText("model.bin", "weights");
        Sending();
        Tracking();
    }

    private static void Sending()
    {
        #region sending
        using var tracker = CairnTracker.Open("cairn", new CairnOptions { SendToMlflow = true });
        #endregion
        using Run run = tracker.StartRun("eurusd");
        run.Series("train/loss").Log(0, 0.5);
        run.Complete();
    }

    private static void Tracking()
    {
        #region tracking
        using var tracker = MlflowTracker.Create("my_experiment");
        tracker.StartRun("training_run_1");
        tracker.LogConfig([new("learning_rate", 0.001), new("batch_size", 32), new("epochs", 3)]);

        double bestLoss = double.PositiveInfinity;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            (double trainLoss, double valLoss) = TrainEpoch(epoch);
            tracker.LogTrainingMetrics(epoch, 0, trainLoss, valLoss, learningRate: 0.001);
            if (valLoss < bestLoss)
            {
                bestLoss = valLoss;
                tracker.LogBestModel("model.bin", "val_loss", valLoss, epoch);
            }
        }

        string version = tracker.RegisterModel("eurusd");
        tracker.SetAlias("eurusd", "champion", version);
        tracker.EndRun();
        #endregion
    }

    private static (double TrainLoss, double ValLoss) TrainEpoch(int epoch) => (1.0 / (epoch + 1), 1.5 / (epoch + 1));
}
