using Cairn.Callbacks.Trends;

namespace Cairn.Tests.Callbacks.Trends;

public sealed class MannKendallTests
{
    // S of ten rising values is 45; its variance 10 * 9 * 25 / 18 = 125; z = 44 / √125 = 3.9354.
    [Fact]
    public void Values_that_only_rise_have_the_largest_statistic()
    {
        var test = MannKendall.Test([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

        Assert.Equal((45, 125.0), (test.S, test.Variance));
        Assert.Equal(8.303e-5, test.PValue, 6);
    }

    // Two pairs of equal values take 2 * (2 * 1 * 9) / 18 = 2 off the variance 6 * 5 * 17 / 18 = 28 1/3.
    [Fact]
    public void Ties_lower_the_variance()
    {
        var test = MannKendall.Test([5, 3, 3, 2, 2, 1]);

        Assert.Equal(-13, test.S);
        Assert.Equal(26.0 + 1.0 / 3, test.Variance, 12);
        Assert.Equal(0.019364, test.PValue, 5);
    }

    [Fact]
    public void The_direction_changes_the_sign_and_nothing_else()
    {
        var up = MannKendall.Test([10, 22, 21, 30, 22, 30, 40, 40]);
        var down = MannKendall.Test([40, 40, 30, 22, 30, 21, 22, 10]);

        Assert.Equal((21, -21), (up.S, down.S));
        Assert.Equal(up.PValue, down.PValue);
        Assert.Equal(0.011303, up.PValue, 5);
    }

    [Fact]
    public void Without_any_order_chance_is_certain()
    {
        Assert.Equal(1, MannKendall.Test([7, 7, 7, 7, 7, 7]).PValue, 6);
        Assert.Equal(1, MannKendall.Test([1, 2, 2, 1]).PValue, 6);
        Assert.Equal(1, MannKendall.Test([]).PValue, 6);
    }

    [Fact]
    public void Five_in_a_row_are_beyond_chance_and_four_are_not()
    {
        Assert.Equal(0.027486, MannKendall.Test([1, 2, 3, 4, 5]).PValue, 5);
        Assert.Equal(0.089429, MannKendall.Test([1, 2, 3, 4]).PValue, 5);
    }
}
