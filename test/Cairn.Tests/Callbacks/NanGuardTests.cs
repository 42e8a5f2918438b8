using System.Text.Json.Nodes;
using Cairn.Callbacks;

namespace Cairn.Tests.Callbacks;

public sealed class NanGuardTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_loss_that_is_not_finite_stops_the_training_within_the_epoch(double loss)
    {
        var manager = new CallbackManager([new NanGuard()]);

        Assert.False(manager.OnBatchEnd(new() { Step = 1, TrainLoss = 0.5 }).ShouldStop);
        Assert.True(manager.OnBatchEnd(new() { Step = 2, TrainLoss = loss }).ShouldStop);
        Assert.True(manager.OnEpochEnd(new() { Step = 2, ValLoss = loss }).ShouldStop);
    }

    [Fact]
    public void A_further_metric_is_looked_at_unless_others_are_named()
    {
        CallbackState state = new() { TrainLoss = 1, Metrics = [("grad_norm", 1), ("profit_factor", 1.0 / 0.0)] };

        CallbackDecision stop = Assert.Single(new CallbackManager([new NanGuard()]).OnBatchEnd(state).Decisions);
        Assert.Equal("profit_factor is Infinity", stop.Reason);
        Assert.False(new CallbackManager([new NanGuard { Metrics = ["grad/norm"] }]).OnBatchEnd(state).ShouldStop);
    }

    [Fact]
    public void Training_goes_back_as_often_as_allowed_with_a_lower_rate_each_time_and_then_ends()
    {
        var manager = new CallbackManager([new NanGuard(maxRollBacks: 2, factor: 0.25)], new WarmupConstant(1));
        JsonObject checkpoint = manager.SaveState();
        var rates = new List<double?>();
        for (int i = 0; i < 2; i++)
        {
            CallbackOutcome outcome = manager.OnBatchEnd(new() { Step = 5, TrainLoss = double.NaN });
            Assert.Equal((true, false), (outcome.RollBack, outcome.ShouldStop));
            manager.RollBack(checkpoint);
            rates.Add(manager.LearningRate);
        }

        CallbackOutcome last = manager.OnBatchEnd(new() { Step = 5, TrainLoss = double.NaN });
        Assert.Equal((false, true), (last.RollBack, last.ShouldStop));
        Assert.Equal([0.25, 0.0625], rates);
        Assert.Equal("train_loss is NaN, and it has gone back 2 times already", last.Decisions[0].Reason);
    }

    [Fact]
    public void A_state_saved_after_going_back_still_knows_how_often()
    {
        var manager = new CallbackManager([new NanGuard(maxRollBacks: 1)], new WarmupConstant(1));
        JsonObject checkpoint = manager.SaveState();
        manager.OnBatchEnd(new() { Step = 5, TrainLoss = double.NaN });
        manager.RollBack(checkpoint);

        var resumed = new CallbackManager([new NanGuard(maxRollBacks: 1)], new WarmupConstant(1));
        resumed.LoadState(manager.SaveState());

        Assert.Equal(0.5, resumed.LearningRate);
        Assert.True(resumed.OnBatchEnd(new() { Step = 6, TrainLoss = double.NaN }).ShouldStop);
    }

    [Fact]
    public void Without_a_schedule_the_rate_of_the_checkpoint_is_lowered_once_per_going_back()
    {
        var manager = new CallbackManager([new NanGuard(maxRollBacks: 3)]);
        manager.OnEpochEnd(new() { Step = 1, TrainLoss = 1, LearningRate = 0.1 });
        JsonObject checkpoint = manager.SaveState();
        manager.OnBatchEnd(new() { Step = 2, TrainLoss = double.NaN });
        manager.RollBack(checkpoint);
        Assert.Equal(0.05, manager.LearningRate);
        manager.OnBatchEnd(new() { Step = 2, TrainLoss = double.NaN });
        manager.RollBack(checkpoint);
        Assert.Equal(0.025, manager.LearningRate);
    }

    [Fact]
    public void Going_back_resets_the_other_callbacks()
    {
        var stopping = new EarlyStopping(patience: 2);
        var manager = new CallbackManager([stopping, new NanGuard(maxRollBacks: 1)]);
        manager.OnEpochEnd(new() { Epoch = 1, ValLoss = 0.5 });
        JsonObject checkpoint = manager.SaveState();
        manager.OnEpochEnd(new() { Epoch = 2, ValLoss = 0.25 });

        manager.RollBack(checkpoint);

        Assert.Equal((0.5, 1L), (stopping.Best!.Value, stopping.BestEpoch!.Value));
    }
}
