using Cairn.Callbacks;

namespace Cairn.Tests.Callbacks;

public sealed class ScheduleTests
{
    // Straight up by quarters; then (1 + cos(π i / 6)) / 2 for i = 0 … 5.
    [Fact]
    public void Warm_up_and_cosine_give_the_vector_computed_by_hand()
    {
        var schedule = new WarmupCosine(2, warmupSteps: 4, totalSteps: 10);
        double[] expected =
            [0.5, 1, 1.5, 2, 2, 1 + Math.Sqrt(3) / 2, 1.5, 1, 0.5, 1 - Math.Sqrt(3) / 2];

        AssertRates(expected, schedule);
        Assert.Equal(0, schedule.At(0, 11), 12);
        Assert.Equal(0, schedule.At(0, 1_000), 12);
    }

    [Fact]
    public void The_cosine_falls_towards_the_final_rate() => AssertRates(
        [1, 0.75, 0.5, 0.5], new WarmupCosine(1, 0, 2) { FinalRate = 0.5 });

    [Fact]
    public void After_a_warm_up_the_constant_rate_stays() =>
        AssertRates([0.25, 0.5, 0.75, 1, 1, 1], new WarmupConstant(1, warmupSteps: 4));

    [Fact]
    public void A_warm_up_as_long_as_the_training_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmupCosine(1, warmupSteps: 10, totalSteps: 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmupCosine(0, warmupSteps: 1, totalSteps: 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmupConstant(double.NaN));
    }

    private static void AssertRates(double[] expected, ILearningRateSchedule schedule)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], schedule.At(0, i + 1), 12);
        }
    }
}
