using Cairn.Toto.Tensors;

namespace Cairn.Tests.Toto.Tensors;

public class DeterministicRandomTests
{
    [Fact]
    public void Sequence_is_that_of_the_published_generator()
    {
        // First outputs of xoshiro256++ from the state 1, 2, 3, 4: 41943041, 58720359, 3588806011781223, …
        var random = new DeterministicRandom(0) { State = new RandomState(1, 2, 3, 4) };
        Assert.Equal(0, random.NextFloat());
        random.NextDouble();
        Assert.Equal((3588806011781223UL >> 11) * (1.0 / (1L << 53)), random.NextDouble());
    }

    [Fact]
    public void Restored_state_continues_the_same_sequence()
    {
        var random = new DeterministicRandom(7);
        random.NextGaussian();
        RandomState state = random.State;
        (double, double, float) first = (random.NextGaussian(), random.NextDouble(), random.NextFloat());
        random.State = state;
        Assert.Equal(first, (random.NextGaussian(), random.NextDouble(), random.NextFloat()));
    }

    [Fact]
    public void Gaussian_numbers_have_mean_zero_and_variance_one()
    {
        var random = new DeterministicRandom(3);
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian())];
        Assert.Equal(0, numbers.Average(), 0.02);
        Assert.Equal(1, numbers.Average(number => number * number), 0.02);
    }

    [Fact]
    public void Shuffling_keeps_every_item_and_moves_most()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        new DeterministicRandom(3).Shuffle<int>(items);
        Assert.Equal(Enumerable.Range(0, 1000), items.Order());
        Assert.True(items.Where((item, place) => item == place).Count() < 20);
    }
}
