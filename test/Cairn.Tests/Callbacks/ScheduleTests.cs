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

    // Resumed trainings compare weights by the bit, so the order of operations is part of the contract.
    [Fact]
    public void Warm_up_and_cosine_are_the_plain_formulas_to_the_bit()
    {
        const double rate = 5e-4;
        const int warmup = 50, total = 1037;
        var schedule = new WarmupCosine(rate, warmup, total);
        var manager = new CallbackManager([new ReduceLROnPlateau(), new NanGuard(1)], schedule);
        for (int step = 1; step <= total; step++)
        {
            double progress = (double)(step - 1 - warmup) / (total - warmup);
            double expected = step <= warmup ? rate * step / warmup : rate * (1 + Math.Cos(Math.PI * progress)) / 2;
            Assert.True(expected.Equals(schedule.At(0, step)), $"Step {step}.");
            Assert.True(expected.Equals(manager.LearningRateAt(step)), $"Step {step} of the manager.");
        }
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

    [Fact]
    public void A_step_decay_falls_every_so_many_epochs_or_steps()
    {
        var epochs = new StepDecay(1, every: 2, factor: 0.5);
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], new long[] { 0, 1, 2, 3, 4 }.Select(epoch => epochs.At(epoch, 99)));
        AssertRates([1, 1, 1, 0.5, 0.5, 0.5, 0.25], new StepDecay(1, every: 3, factor: 0.5) { Unit = ScheduleUnit.Step });
    }

    [Fact]
    public void An_exponential_decay_falls_every_epoch_or_step()
    {
        var epochs = new ExponentialDecay(2, factor: 0.9);
        Assert.Equal(2 * 0.9 * 0.9 * 0.9, epochs.At(3, 1), 12);
        AssertRates([2, 1.8, 1.62], new ExponentialDecay(2, factor: 0.9) { Unit = ScheduleUnit.Step });
    }

    // By PyTorch's formula: the peak is at index 0.3 * 10 - 1 = 2, the fall takes the 7 steps after it.
    [Fact]
    public void One_cycle_gives_the_vector_computed_by_hand()
    {
        var schedule = new OneCycle(1, totalSteps: 10);
        const double first = 0.04, last = 0.04 / 1e4;
        double Fall(int i) => last + (1 - last) / 2 * (1 + Math.Cos(Math.PI * i / 7));

        AssertRates(
            [first, (first + 1) / 2, 1, Fall(1), Fall(2), Fall(3), Fall(4), Fall(5), Fall(6), last, last], schedule);
    }

    [Fact]
    public void One_cycle_may_peak_between_two_steps_or_begin_at_the_top()
    {
        // The peak is at 0.3 * 5 - 1 = 0.5, and the fall from there takes 3.5 steps.
        double second = 4e-6 + (1 - 4e-6) / 2 * (1 + Math.Cos(Math.PI * 0.5 / 3.5));
        AssertRates([0.04, second], new OneCycle(1, totalSteps: 5));
        AssertRates([1], new OneCycle(1, totalSteps: 5) { RisingShare = 0.2 });
    }

    private static void AssertRates(double[] expected, ILearningRateSchedule schedule)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], schedule.At(0, i + 1), 12);
        }
    }
}
