using Cairn.Callbacks;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;
using Cairn.Toto.Data;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;
using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training;

public class TotoTrainerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Same_seed_gives_the_same_losses_and_weights_to_the_bit_for_any_number_of_threads(int threads)
    {
        (double[]? losses, float[]? weights) = Train(1);
        (double[]? otherLosses, float[]? otherWeights) = Train(threads);
        Assert.Equal(losses, otherLosses);
        Assert.Equal(weights, otherWeights);

        static (double[] Losses, float[] Weights) Train(int threads)
        {
            TotoOptions options = Small.Options;
            (options.Threads, options.EmbedDim, options.MlpHiddenDim, options.Epochs) = (threads, 32, 50, 2);
            var log = new CollectingTrainingLog();
            var trainer = new TotoTrainer(options, Small.Market, log);
            trainer.Train();
            IEnumerable<double> validation = log.Epochs.Select(epoch => epoch.Validation.Loss);
            return ([.. log.Steps.Select(step => step.Loss), .. validation], Weights(trainer));
        }
    }

    [Fact]
    public void Another_seed_gives_other_losses()
    {
        TotoOptions options = Small.OptionsFor(1);
        options.Seed = 2;
        Assert.NotEqual(
            new TotoTrainer(Small.OptionsFor(1), Small.Market).Train().Epochs[0].TrainingLoss,
            new TotoTrainer(options, Small.Market).Train().Epochs[0].TrainingLoss);
    }

    [Fact]
    public void Training_beats_the_last_close_where_there_is_something_to_learn()
    {
        TotoOptions options = TotoOptions.Demo;
        options.Epochs = 3;
        TrainingReport report = new TotoTrainer(options, GeneratedMarket.Create(1000, 1)).Train();
        Assert.True(report.Skill > 0.2, $"Skill {report.Skill}");
        double ratio = report.Best!.Validation.MeanSquaredError / report.Baseline.MeanSquaredError;
        Assert.Equal(1 - ratio, report.Skill!.Value, 12);
    }

    [Fact]
    public void Baseline_is_the_error_of_repeating_the_last_close()
    {
        OhlcvSeries series = Small.Market.Series;
        TrainingReport report = new TotoTrainer(Small.OptionsFor(1), Small.Market).Train();
        var errors = new List<double>();
        for (int first = 240; first + 28 <= 300; first++)
        {
            for (int horizon = 1; horizon <= 4; horizon++)
            {
                errors.Add(Math.Log(series.Close[first + 23 + horizon] / series.Close[first + 23]));
            }
        }

        Assert.Equal(errors.Average(Math.Abs), report.Baseline.MeanAbsoluteError, 8);
        Assert.Equal(errors.Average(error => error * error), report.Baseline.MeanSquaredError, 10);
    }

    [Fact]
    public void A_market_of_pure_chance_gives_no_skill_worth_mentioning()
    {
        var random = new DeterministicRandom(5);
        double price = 100;
        var bars = new Bar[800];
        for (int i = 0; i < bars.Length; i++)
        {
            double open = price;
            price *= Math.Exp(0.01 * random.NextGaussian());
            (double high, double low) = (Math.Max(open, price), Math.Min(open, price));
            bars[i] = new Bar(DateTime.UnixEpoch.AddDays(i), open, high, low, price, 1);
        }

        var market = new MarketData(new OhlcvSeries("CHANCE", bars), []);
        TrainingReport report = new TotoTrainer(Small.OptionsFor(4), market).Train();
        Assert.InRange(report.Skill!.Value, -0.3, 0.03);
    }

    [Fact]
    public void Every_step_and_epoch_is_reported_in_order()
    {
        var log = new CollectingTrainingLog();
        var trainer = new TotoTrainer(Small.Options, Small.Market, log, time: new SteppingTime());
        TrainingReport report = trainer.Train();
        int windows = 300 - 60 - 28 + 1, batches = (windows + 15) / 16;
        Assert.Equal((windows, 60 - 28 + 1), (log.Start!.TrainingWindows, log.Start.ValidationWindows));
        Assert.Equal(Enumerable.Range(1, 3 * batches), log.Steps.Select(step => step.Step));
        Assert.Equal(Enumerable.Range(0, 3 * batches).Select(i => (i / batches + 1, i % batches + 1)),
            log.Steps.Select(step => (step.Epoch, step.Batch)));
        Assert.All(log.Steps, step => Assert.Equal((3, batches), (step.Epochs, step.Batches)));
        Assert.All(log.Steps, step => Assert.True(step.GradientNorm > 0 && step.LearningRate > 0));
        Assert.All(log.Steps, step => Assert.True(step.SamplesPerSecond > 0));
        Assert.All(log.Steps, step => Assert.Equal(step.Epoch == 1, step.ValidationLoss is null));
        Assert.Equal(TimeSpan.Zero, log.Steps[^1].TimeLeft);
        Assert.True(log.Steps[0].TimeLeft > TimeSpan.Zero);
        Assert.Equal(report.Epochs, log.Epochs);
        Assert.Same(report, log.Report);
        Assert.Equal((StopReason.Completed, 3), (report.StopReason, report.Epochs.Count));
    }

    [Fact]
    public void Mean_training_loss_weighs_every_window_alike()
    {
        var log = new CollectingTrainingLog();
        double loss = new TotoTrainer(Small.OptionsFor(1), Small.Market, log).Train().Epochs[0].TrainingLoss;
        int windows = log.Start!.TrainingWindows, rest = windows - 16 * (log.Steps.Count - 1);
        Assert.Equal(log.Steps.Sum(step => step.Loss * (step.Batch == log.Steps.Count ? rest : 16)) / windows, loss, 9);
    }

    [Fact]
    public void Cancelling_ends_before_the_next_batch_and_keeps_what_was_best()
    {
        using var source = new CancellationTokenSource();
        var log = new CollectingTrainingLog
        {
            OnStep = step => { if ((step.Epoch, step.Batch) == (2, 3)) { source.Cancel(); } },
        };
        TrainingReport report = new TotoTrainer(Small.OptionsFor(5), Small.Market, log).Train(source.Token);
        Assert.Equal((StopReason.Cancelled, 1), (report.StopReason, report.Epochs.Count));
        Assert.Equal((2, 3), (log.Steps[^1].Epoch, log.Steps[^1].Batch));
        Assert.Same(report, log.Report);
    }

    [Fact]
    public void Cancelled_before_the_first_batch_has_neither_best_epoch_nor_skill()
    {
        var canceled = new CancellationToken(canceled: true);
        TrainingReport report = new TotoTrainer(Small.Options, Small.Market).Train(canceled);
        Assert.Equal((StopReason.Cancelled, null, null), (report.StopReason, report.Best, report.Skill));
        Assert.DoesNotContain(report.ToSummary(), figure => figure.Key == "best_val_loss");
    }

    [Fact]
    public void Without_gain_training_stops_after_the_patience()
    {
        TotoOptions options = Small.OptionsFor(40);
        (options.Patience, options.LearningRate, options.WarmupSteps) = (2, 0.2, 0);
        TrainingReport report = new TotoTrainer(options, Small.Market).Train();
        Assert.Equal(StopReason.EarlyStopped, report.StopReason);
        Assert.Equal(report.Best!.Epoch + 2, report.Epochs.Count);
        Assert.Equal(report.Epochs.Min(epoch => epoch.Validation.Loss), report.Best.Validation.Loss);
    }

    [Fact]
    public void Model_ends_with_the_weights_of_the_best_epoch()
    {
        TotoOptions options = Small.OptionsFor(40);
        (options.Patience, options.LearningRate, options.WarmupSteps) = (2, 0.2, 0);
        var best = new Dictionary<int, float[]>();
        TotoTrainer? trainer = null;
        var log = new CollectingTrainingLog { OnEpoch = epoch => best[epoch.Epoch] = Weights(trainer!) };
        trainer = new TotoTrainer(options, Small.Market, log);
        TrainingReport report = trainer.Train();
        Assert.NotEqual(report.Best!.Epoch, report.Epochs.Count);
        Assert.Equal(best[report.Best.Epoch], Weights(trainer));
    }

    [Fact]
    public void Loss_that_is_not_a_number_ends_the_training_as_diverged()
    {
        TotoTrainer? trainer = null;
        var log = new CollectingTrainingLog { OnStep = step => { if (step.Step == 20) { Poison(trainer!.Model); } } };
        trainer = new TotoTrainer(Small.OptionsFor(5), Small.Market, log);
        TrainingReport report = trainer.Train();
        Assert.Equal(StopReason.Diverged, report.StopReason);
        Assert.Equal(21, log.Steps[^1].Step);
        Assert.True(double.IsNaN(log.Steps[^1].Loss));
        Assert.All(Weights(trainer), weight => Assert.True(float.IsFinite(weight)));

        static void Poison(TotoModel model) => model.Parameters[0].Value.Data.AsSpan().Fill(float.NaN);
    }

    [Fact]
    public void Summary_holds_the_figures_of_the_report()
    {
        TrainingReport report = new TotoTrainer(Small.OptionsFor(2), Small.Market).Train();
        var summary = report.ToSummary().ToDictionary();
        Assert.Equal(report.Best!.Validation.Loss, summary["best_val_loss"]);
        Assert.Equal(report.Skill, summary["skill"]);
        Assert.Equal(2, summary["epochs_run"]);
    }

    [Fact]
    public void A_trainer_trains_once()
    {
        var trainer = new TotoTrainer(Small.OptionsFor(1), Small.Market);
        trainer.Train();
        Assert.Throws<InvalidOperationException>(() => trainer.Train());
    }

    [Fact]
    public void A_callback_of_the_caller_can_stop_the_training_and_lower_the_rate()
    {
        var log = new CollectingTrainingLog();
        var callback = new Meddler();
        TrainingReport report = new TotoTrainer(Small.OptionsFor(5), Small.Market, log, callbacks: [callback]).Train();
        Assert.Equal((StopReason.EarlyStopped, 2), (report.StopReason, report.Epochs.Count));
        var usual = new CollectingTrainingLog();
        new TotoTrainer(Small.OptionsFor(5), Small.Market, usual).Train();
        int batches = log.Steps[0].Batches;
        Assert.Equal(usual.Steps[batches - 1].LearningRate, log.Steps[batches - 1].LearningRate);
        Assert.Equal(usual.Steps[batches].LearningRate / 2, log.Steps[batches].LearningRate);
    }

    [Fact]
    public void Decisions_are_events_of_the_run()
    {
        using var folder = new TempFolder();
        string id;
        using (var tracker = CairnTracker.Open(folder.Path))
        {
            using Run run = tracker.StartRun("toto");
            id = run.Id;
            TotoOptions options = Small.OptionsFor(40);
            (options.Patience, options.LearningRate, options.WarmupSteps) = (2, 0.2, 0);
            var trainer = new TotoTrainer(options, Small.Market);
            trainer.LogTo(run);
            trainer.Train();
        }

        using var store = new SqliteRunStore(folder.Path);
        Assert.Equal(
            ["Training stops", "The model gets the best weights"],
            store.ReadEvents(id).Where(one => one.Kind == "callback").Select(one => one.Message.Split(':')[0]));
    }

    private sealed class Meddler : ITrainingCallback
    {
        public string Name => "meddler";

        public IReadOnlyList<CallbackDecision> OnEpochEnd(in CallbackState state) => state.Epoch == 1
            ? [CallbackDecision.ScaleLearningRate("it is told to", 0.5)]
            : [CallbackDecision.Stop("it is told to")];
    }

    private static float[] Weights(TotoTrainer trainer) =>
        [.. trainer.Model.Parameters.SelectMany(parameter => parameter.Value.Data)];
}
