using Cairn;
using Cairn.Storage;

namespace Guide;

internal static class LoggingTraining
{
    public static void All()
    {
        Basic();
        Configured();
        using IRunStore store = RunStore.Open("cairn");
        Console.WriteLine(store.FindRun("latest")!.Status);
    }

    private static void Basic()
    {
        #region basic
        using var logger = TrainingLogger.Create("my_experiment");
        logger.LogTrainingStart([new("learning_rate", 0.001), new("batch_size", 32)]);

        for (int epoch = 0; epoch < 10; epoch++)
        {
            double trainLoss = TrainModel(epoch);
            double valLoss = ValidateModel(epoch);
            logger.LogTrainingMetrics(epoch, batch: 0, trainLoss, valLoss, learningRate: 0.001);
            logger.LogEpochSummary(epoch, trainLoss, valLoss);
        }

        logger.LogTrainingComplete(10, TimeSpan.FromHours(1), ("best_val_loss", 0.5));
        #endregion
    }

    private static void Configured()
    {
        using var tracker = CairnTracker.Open("cairn");

        #region options
        var options = new TrainingLoggerOptions
        {
            ExperimentName = "my_experiment",
            EnableSystemMonitoring = true,
            SystemMonitorInterval = TimeSpan.FromSeconds(30),
            MetricsBufferSize = 1000,
        };
        using var logger = new TrainingLogger(options, tracker); // one store for all runs of this process
        logger.LogTrainingMetrics(epoch: 0, batch: 0, trainLoss: 0.9, gradientNorm: 1.2, values: [("train/mae", 0.4)]);
        MetricStatistics train = logger.GetLossStatistics().Train;
        Console.WriteLine($"mean {train.Mean:0.000}, best {train.Best:0.000} in epoch {train.BestEpoch}");
        #endregion
    }

    private static double TrainModel(int epoch) => 1.0 / (epoch + 1);

    private static double ValidateModel(int epoch) => 1.1 / (epoch + 1);
}
