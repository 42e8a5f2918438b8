using Cairn.Callbacks;

namespace Cairn.Tests.Callbacks;

public sealed class ReduceLROnPlateauTests
{
    // As in PyTorch: with a patience of 2 the third bad epoch reduces.
    [Fact]
    public void The_rate_falls_after_more_than_patience_bad_epochs() => Assert.Equal(
        [5, 8], ReducedAfter(new ReduceLROnPlateau(patience: 2, factor: 0.5), 1, 0.5, 0.5, 0.6, 0.5, 1, 1, 1));

    [Fact]
    public void Patience_zero_reduces_at_each_bad_epoch() =>
        Assert.Equal([2, 3, 5], ReducedAfter(new ReduceLROnPlateau(patience: 0), 1, 1, 1, 0.5, 0.5));

    [Fact]
    public void Epochs_of_the_cooldown_do_not_count() => Assert.Equal(
        [2, 6, 10],
        ReducedAfter(new ReduceLROnPlateau(patience: 0) { Cooldown = 3 }, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));

    [Fact]
    public void An_improvement_in_the_cooldown_becomes_the_best() => Assert.Equal(
        [2, 5], ReducedAfter(new ReduceLROnPlateau(patience: 0) { Cooldown = 1 }, 1, 1, 0.5, 0.2, 0.3));

    [Theory]
    [InlineData(MetricGoal.Minimize, ThresholdMode.Relative, 0.89, true)]
    [InlineData(MetricGoal.Minimize, ThresholdMode.Relative, 0.9, false)]
    [InlineData(MetricGoal.Minimize, ThresholdMode.Absolute, 0.89, true)]
    [InlineData(MetricGoal.Minimize, ThresholdMode.Absolute, 0.9, false)]
    [InlineData(MetricGoal.Maximize, ThresholdMode.Relative, 1.11, true)]
    [InlineData(MetricGoal.Maximize, ThresholdMode.Relative, 1.1, false)]
    [InlineData(MetricGoal.Maximize, ThresholdMode.Absolute, 1.11, true)]
    [InlineData(MetricGoal.Maximize, ThresholdMode.Absolute, 1.1, false)]
    [InlineData(MetricGoal.Minimize, ThresholdMode.Absolute, double.NaN, false)]
    [InlineData(MetricGoal.Maximize, ThresholdMode.Relative, double.NaN, false)]
    public void Better_means_by_more_than_the_threshold(
        MetricGoal goal, ThresholdMode mode, double second, bool isBetter)
    {
        var plateau = new ReduceLROnPlateau(patience: 0)
        {
            Goal = goal,
            ThresholdMode = mode,
            Threshold = 0.1,
        };

        Assert.Equal(isBetter ? [] : [2], ReducedAfter(plateau, 1, second));
    }

    [Fact]
    public void Without_a_schedule_the_rate_given_is_reduced_down_to_the_least()
    {
        var manager = new CallbackManager([new ReduceLROnPlateau(patience: 0, factor: 0.5) { MinLearningRate = 0.03 }]);
        var rates = new List<double?>();
        double? rate = 0.1;
        for (int epoch = 1; epoch <= 5; epoch++)
        {
            CallbackOutcome outcome = manager.OnEpochEnd(new() { Epoch = epoch, ValLoss = 1, LearningRate = rate });
            rates.Add(rate = outcome.LearningRate);
        }

        Assert.Equal([0.1, 0.05, 0.03, 0.03, 0.03], rates);
    }

    [Fact]
    public void At_the_least_rate_nothing_is_decided()
    {
        var plateau = new ReduceLROnPlateau(patience: 0) { MinLearningRate = 0.1 };
        var manager = new CallbackManager([plateau], new WarmupConstant(0.1));
        manager.OnEpochEnd(new() { Epoch = 1, Step = 1, ValLoss = 1 });

        Assert.Empty(manager.OnEpochEnd(new() { Epoch = 2, Step = 2, ValLoss = 1 }).Decisions);
    }

    [Fact]
    public void A_reduction_multiplies_the_schedule_and_the_least_rate_raises_no_warm_up()
    {
        var plateau = new ReduceLROnPlateau(patience: 0, factor: 0.5) { MinLearningRate = 0.3 };
        var manager = new CallbackManager([plateau], new WarmupConstant(1, warmupSteps: 10));
        manager.OnEpochEnd(new() { Epoch = 1, Step = 4, ValLoss = 1 });

        CallbackOutcome outcome = manager.OnEpochEnd(new() { Epoch = 2, Step = 5, ValLoss = 1 });

        Assert.Equal(0.3, outcome.LearningRate);
        Assert.Equal(
            [0.1, 0.3, 0.35, 0.5], new long[] { 1, 3, 7, 10 }.Select(manager.LearningRateAt));
    }

    [Fact]
    public void A_reduction_says_why_in_words_and_numbers()
    {
        var manager = new CallbackManager([new ReduceLROnPlateau("val/loss", patience: 0, factor: 0.5)]);
        manager.OnEpochEnd(new() { Epoch = 1, ValLoss = 0.25 });

        CallbackDecision decision = Assert.Single(manager.OnEpochEnd(new() { Epoch = 2, ValLoss = 0.5 }).Decisions);

        Assert.Equal(
            "reduce_lr_on_plateau in epoch 2: ScaleLearningRate, since val/loss has not improved on 0.25 of epoch 1 for "
            + "1 epoch",
            decision.ToString());
    }

    /// <summary>The epochs that it reduces after, counted from 1.</summary>
    private static List<int> ReducedAfter(ReduceLROnPlateau plateau, params double[] losses)
    {
        var manager = new CallbackManager([plateau]);
        var reduced = new List<int>();
        for (int i = 0; i < losses.Length; i++)
        {
            if (manager.OnEpochEnd(new() { Epoch = i + 1, ValLoss = losses[i] }).Decisions.Count > 0)
            {
                reduced.Add(i + 1);
            }
        }

        return reduced;
    }
}
