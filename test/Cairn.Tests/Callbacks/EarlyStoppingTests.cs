using Cairn.Callbacks;

namespace Cairn.Tests.Callbacks;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void Training_ends_after_patience_epochs_without_improvement()
    {
        var stopping = new EarlyStopping(patience: 3);

        Assert.Equal(5, StopEpoch(stopping, 1.0, 0.5, 0.6, 0.5, 0.7, 0.1));
        Assert.Equal((0.5, 2L), (stopping.Best!.Value, stopping.BestEpoch!.Value));
    }

    [Fact]
    public void An_improvement_begins_the_count_anew() =>
        Assert.Equal(7, StopEpoch(new EarlyStopping(patience: 2), 1.0, 1.1, 0.9, 1.0, 0.8, 0.8, 0.8, 0.1));

    [Fact]
    public void Neither_nan_nor_infinity_nor_a_tie_is_an_improvement()
    {
        Assert.Equal(2, StopEpoch(new EarlyStopping(patience: 1), 0.5, 0.5));
        Assert.Equal(2, StopEpoch(new EarlyStopping(patience: 2), double.NaN, double.NaN));
        Assert.Equal(2, StopEpoch(new EarlyStopping(patience: 2), double.PositiveInfinity, double.PositiveInfinity));
        Assert.Equal(3, StopEpoch(new EarlyStopping(patience: 2), 0.5, double.NaN, double.NaN));
    }

    [Fact]
    public void A_nan_does_not_hide_what_follows() =>
        Assert.Equal(5, StopEpoch(new EarlyStopping(patience: 2), double.NaN, 3, 2, 2, 2));

    [Fact]
    public void More_of_an_accuracy_is_better() => Assert.Equal(
        4, StopEpoch(new EarlyStopping(patience: 2) { Goal = MetricGoal.Maximize }, 0.5, 0.6, 0.6, 0.4));

    [Fact]
    public void Less_than_min_delta_is_no_improvement()
    {
        Assert.Equal(3, StopEpoch(new EarlyStopping(patience: 2) { MinDelta = 0.25 }, 1, 0.75, 0.8));
        Assert.Null(StopEpoch(new EarlyStopping(patience: 2) { MinDelta = 0.25 }, 1, 0.9, 0.7, 0.6));
    }

    // As in Keras: a better epoch above the baseline becomes the best one, and the count goes on.
    [Fact]
    public void The_count_ends_only_where_the_baseline_is_beaten_too()
    {
        var stopping = new EarlyStopping(patience: 3) { Baseline = 0.5 };

        Assert.Equal(4, StopEpoch(stopping, 0.9, 0.8, 0.7, 0.9));
        Assert.Equal((0.7, 3L), (stopping.Best!.Value, stopping.BestEpoch!.Value));
        Assert.Equal(5, StopEpoch(new EarlyStopping(patience: 3) { Baseline = 0.5 }, 0.9, 0.4, 0.5, 0.5, 0.5));
    }

    [Fact]
    public void The_first_epochs_are_not_looked_at_when_it_starts_later()
    {
        var stopping = new EarlyStopping(patience: 2) { StartAfter = 3 };

        Assert.Equal(6, StopEpoch(stopping, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9));
        Assert.Equal(4, stopping.BestEpoch);
    }

    [Fact]
    public void The_best_weights_come_back_when_it_stops_and_not_again_at_the_end()
    {
        CallbackManager manager = Managed(new EarlyStopping(patience: 1) { RestoreBest = true });
        manager.OnEpochEnd(Epoch(1, 0.5));

        CallbackOutcome stop = manager.OnEpochEnd(Epoch(2, 0.6));
        CallbackOutcome end = manager.OnTrainingEnd();

        Assert.Equal((true, true, false), (stop.ShouldStop, stop.RestoreBest, end.RestoreBest));
        Assert.Equal("epoch 1 had the best val_loss, 0.5", stop.Decisions[1].Reason);
    }

    [Fact]
    public void The_best_weights_come_back_at_the_end_whatever_ends_the_training()
    {
        CallbackManager manager = Managed(new EarlyStopping { RestoreBest = true });
        manager.OnEpochEnd(Epoch(1, 0.5));

        Assert.True(manager.OnTrainingEnd().RestoreBest);
        Assert.False(Managed(new EarlyStopping { RestoreBest = true }).OnTrainingEnd().RestoreBest);
    }

    [Fact]
    public void A_missing_metric_is_said_once()
    {
        CallbackManager manager = Managed(new EarlyStopping("val_los", patience: 1));

        CallbackDecision warning = Assert.Single(manager.OnEpochEnd(Epoch(1, 0.5)).Decisions);
        Assert.Equal(CallbackDecisionKind.Warn, warning.Kind);
        Assert.Empty(manager.OnEpochEnd(Epoch(2, 0.5)).Decisions);
    }

    [Fact]
    public void A_stop_says_why_in_words_and_numbers()
    {
        CallbackManager manager = Managed(new EarlyStopping("val/loss", patience: 2));
        manager.OnEpochEnd(Epoch(1, 0.5));
        manager.OnEpochEnd(Epoch(2, 0.6));

        CallbackDecision stop = Assert.Single(manager.OnEpochEnd(Epoch(3, 0.75)).Decisions);

        Assert.Equal("val/loss has not improved for 2 epochs; the best was 0.5 in epoch 1", stop.Reason);
        Assert.Equal(("early_stopping", 3L, 300L), (stop.Callback, stop.Epoch, stop.Step));
        Assert.Equal(
            ["metric=val/loss", "best=0.5", "best_epoch=1", "value=0.75", "patience=2"],
            stop.Values.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void Settings_outside_their_limits_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { MinDelta = -1 });
        Assert.Throws<ArgumentException>(() => new EarlyStopping(""));
    }

    private static CallbackManager Managed(ITrainingCallback callback) => new([callback]);

    private static CallbackState Epoch(long epoch, double loss) =>
        new() { Epoch = epoch, Step = epoch * 100, ValLoss = loss };

    /// <summary>The epoch that it stops after, counted from 1.</summary>
    private static long? StopEpoch(EarlyStopping stopping, params double[] losses)
    {
        CallbackManager manager = Managed(stopping);
        for (int i = 0; i < losses.Length; i++)
        {
            if (manager.OnEpochEnd(Epoch(i + 1, losses[i])).ShouldStop)
            {
                return i + 1;
            }
        }

        return null;
    }
}
