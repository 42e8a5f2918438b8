using Cairn.Callbacks;
using Cairn.Toto.Model;
using Cairn.Toto.Training;

namespace Cairn.Tests.Toto.Training;

public class TrainingCallbacksTests
{
    [Fact]
    public void Rate_rises_evenly_through_the_warm_up_then_falls_along_a_cosine()
    {
        ILearningRateSchedule curve = TrainingCallbacks.Schedule(new TotoOptions { LearningRate = 1, WarmupSteps = 4 }, 104);
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], Enumerable.Range(1, 5).Select(step => curve.At(0, step)));
        Assert.Equal(0.5, curve.At(0, 55), 9);
        Assert.InRange(curve.At(0, 104), 1e-9, 0.001);
    }

    [Fact]
    public void Constant_rate_stays_after_the_warm_up()
    {
        var options = new TotoOptions { LearningRate = 2, WarmupSteps = 0, Schedule = LearningRateSchedule.Constant };
        ILearningRateSchedule curve = TrainingCallbacks.Schedule(options, 50);
        Assert.All(Enumerable.Range(1, 50), step => Assert.Equal(2, curve.At(0, step)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Warm_up_takes_at_most_half_of_a_short_training(int steps)
    {
        ILearningRateSchedule curve = TrainingCallbacks.Schedule(new TotoOptions { LearningRate = 1, WarmupSteps = 1000 }, steps);
        Assert.Equal(1, curve.At(0, steps / 2 + 1));
        Assert.All(Enumerable.Range(1, steps), step => Assert.InRange(curve.At(0, step), 1e-9, 1));
    }
}
