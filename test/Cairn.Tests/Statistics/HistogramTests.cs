using Cairn.Statistics;

namespace Cairn.Tests.Statistics;

public class HistogramTests
{
    [Theory]
    [InlineData("normal", 1)]
    [InlineData("normal", 30)]
    [InlineData("uniform", 7)]
    [InlineData("rising", 30)]
    [InlineData("ties", 10)]
    [InlineData("zigzag", 1000)]
    public void Every_value_is_in_the_bin_whose_edges_hold_it(string shape, int bins)
    {
        int seed = Random.Shared.Next();
        foreach (int count in (int[])[1, 2, 3, 17, 64, 1000])
        {
            float[] values = SomeValues.Draw(shape, count, seed);
            var histogram = Histogram.Of(values, bins);
            Assert.Equal((values.Min(), values.Max()), ((float)histogram.Edges[0], (float)histogram.Edges[^1]));
            Assert.Equal(Naive(values, histogram.Edges), histogram.Counts);
            Assert.True(histogram.NotFinite == 0 && histogram.Counts.Sum() == count, $"seed {seed}");
        }
    }

    [Fact]
    public void Edges_are_evenly_spread() =>
        Assert.Equal([0, 0.5, 1, 1.5, 2], Histogram.Of([0, 0.5f, 0.75f, 2], 4).Edges);

    [Fact]
    public void Value_on_an_edge_is_right_of_it_and_the_largest_is_in_the_last_bin()
    {
        var histogram = Histogram.Of([0, 1, 2, 3, 4], 4);
        Assert.Equal([1, 1, 1, 2], histogram.Counts);
    }

    [Fact]
    public void Nothing_is_a_histogram_of_zeros()
    {
        var histogram = Histogram.Of([]);
        Assert.Equal(new double[31], histogram.Edges);
        Assert.Equal(new double[30], histogram.Counts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Equal_values_are_all_in_the_last_bin(int count)
    {
        var histogram = Histogram.Of(Enumerable.Repeat(3f, count).ToArray());
        Assert.All(histogram.Edges, edge => Assert.Equal(3, edge));
        Assert.Equal([.. new double[29], count], histogram.Counts);
    }

    [Fact]
    public void Values_that_are_not_finite_are_counted_apart_wherever_they_are()
    {
        float[] none = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -float.NaN];
        for (int at = 0; at < 40; at++)
        {
            float[] values = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
            for (int i = 0; i < none.Length; i++)
            {
                values[(at + i) % values.Length] = none[i];
            }

            var histogram = Histogram.Of(values, 5);
            float[] finite = [.. values.Where(float.IsFinite)];
            Assert.Equal(4, histogram.NotFinite);
            Assert.Equal(Naive(finite, histogram.Edges), histogram.Counts);
            Assert.Equal((finite.Min(), finite.Max()), (histogram.Edges[0], histogram.Edges[^1]));
        }
    }

    [Fact]
    public void Without_a_finite_value_there_are_zeros()
    {
        var histogram = Histogram.Of(Enumerable.Repeat(float.NaN, 100).ToArray());
        Assert.Equal((100L, 0.0, 0.0), (histogram.NotFinite, histogram.Counts.Sum(), histogram.Edges[^1]));
    }

    [Fact]
    public void Range_wider_than_a_float_has_bins()
    {
        var histogram = Histogram.Of([float.MinValue, 0, float.MaxValue], 3);
        Assert.Equal([1, 1, 1], histogram.Counts);
        Assert.All(histogram.Edges, edge => Assert.True(double.IsFinite(edge)));
    }

    [Fact]
    public void Smallest_numbers_have_bins_of_their_own()
    {
        var histogram = Histogram.Of([0, float.Epsilon, 2 * float.Epsilon, 3 * float.Epsilon], 3);
        Assert.Equal([1, 1, 2], histogram.Counts);
    }

    [Fact]
    public void Neighbours_among_large_numbers_are_told_apart()
    {
        float[] values = [1e30f, MathF.BitIncrement(1e30f)];
        var histogram = Histogram.Of(values);
        Assert.Equal((1, 1), (histogram.Counts[0], histogram.Counts[^1]));
    }

    [Fact]
    public void Fewer_than_one_bin_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Histogram.Of([1, 2], 0));

    [Fact]
    public void Bytes_give_the_histogram_back()
    {
        var histogram = Histogram.Of([1, 2, 5, float.NaN], 3);
        Assert.True(Histogram.TryRead(histogram.ToBytes(), out Histogram? read));
        Assert.Equal(histogram.Edges, read!.Edges);
        Assert.Equal(histogram.Counts, read.Counts);
        Assert.Equal(1, read.NotFinite);
        Assert.False(Histogram.TryRead(histogram.ToBytes().AsSpan(1), out _));
    }

    private static double[] Naive(float[] values, IReadOnlyList<double> edges)
    {
        double[] counts = new double[edges.Count - 1];
        foreach (float value in values)
        {
            int bin = counts.Length - 1;
            while (bin > 0 && value < edges[bin])
            {
                bin--;
            }

            counts[bin]++;
        }

        return counts;
    }
}
