using Cairn.Callbacks.Trends;

namespace Cairn.Tests.Callbacks.Trends;

public sealed class TheilSenTests
{
    [Fact]
    public void Of_a_straight_line_it_is_the_slope() => Assert.Equal(-0.5, TheilSen.Slope([3, 2.5, 2, 1.5]));

    // The slopes 2, 1/2, -1, 4/3, 1 and 3; in the middle are 1 and 4/3.
    [Fact]
    public void It_is_the_median_of_the_slopes_of_all_pairs() =>
        Assert.Equal(7.0 / 6, TheilSen.Slope([1, 3, 2, 5]), 12);

    [Fact]
    public void An_outlier_does_not_move_it()
    {
        double[] values = [.. Enumerable.Range(0, 11).Select(i => (double)i)];
        values[5] = 1e9;

        Assert.Equal(1, TheilSen.Slope(values));
    }

    [Fact]
    public void Of_too_few_values_it_is_zero()
    {
        Assert.Equal(0, TheilSen.Slope([]));
        Assert.Equal(0, TheilSen.Slope([7]));
    }
}
