using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Tests.Cli;

public sealed class PictureTests
{
    [Theory]
    [InlineData("▁▃▆█", new double[] { 0, 1, 2, 3 })]
    [InlineData("▁×∞█", new[] { 0, double.NaN, double.PositiveInfinity, 3 })]
    [InlineData("▅▅▅", new double[] { 7, 7, 7 })]
    [InlineData("▅", new double[] { 7 })]
    [InlineData("××", new[] { double.NaN, double.NaN })]
    [InlineData("▁█", new[] { double.MinValue, double.MaxValue })]
    [InlineData("", new double[0])]
    public void A_sparkline_shows_the_course_and_marks_what_is_not_finite(string expected, double[] values) =>
        Assert.Equal(expected, Sparkline.Draw(Some.Buckets(values), Symbols.Unicode));

    [Fact]
    public void A_sparkline_in_ascii_is_ascii() =>
        Assert.Equal("_x!#", Sparkline.Draw([0, double.NaN, double.NegativeInfinity, 3], Symbols.Ascii));

    [Fact]
    public void A_sparkline_of_too_many_values_shows_the_last() =>
        Assert.Equal("▁█", Sparkline.Draw([9, 0, 1], Symbols.Unicode, width: 2));

    [Fact]
    public void A_chart_in_ascii_has_labels_a_line_and_marks()
    {
        IReadOnlyList<string> chart = Chart.Draw(
            Some.Buckets(4, 3, double.NaN, 2, double.PositiveInfinity, 1, 0), width: 20, hasUnicode: false, rows: 5);

        Assert.Equal(
            """
              4 +**
                |  *
                |       *
                |            **
              0 +              *
            NaN |     x
            Inf |         !
                +---------------
                 0             6
            """,
            string.Join('\n', chart),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_chart_in_braille_draws_a_slope_corner_to_corner()
    {
        IReadOnlyList<string> chart = Chart.Draw(Some.Buckets(0, 1, 2, 3), width: 16, hasUnicode: true, rows: 3);

        Assert.Equal(["  3 ┤        ⣀⠤⠊", "    │   ⢀⣀⠤⠒⠉", "  0 ┤⣀⠤⠒⠁"], chart.Take(3));
    }

    [Fact]
    public void A_chart_shades_from_minimum_to_maximum()
    {
        SeriesBucket wide = Some.Bucket(new(0, 0, -5), new(1, 0, 5));
        IReadOnlyList<string> chart = Chart.Draw([wide, Some.Bucket(new(2, 0, 0), new(3, 0, 0))], width: 16, hasUnicode: false, rows: 5);

        Assert.Equal(["  5 +  :", "    |  :", "    |  *******", "    |  :", " -5 +  :"], chart.Take(5));
    }

    [Theory]
    [InlineData(new double[] { 7 })]
    [InlineData(new double[] { 7, 7, 7 })]
    [InlineData(new[] { double.NaN })]
    [InlineData(new[] { double.NegativeInfinity, double.PositiveInfinity })]
    [InlineData(new[] { double.MinValue, double.MaxValue })]
    [InlineData(new[] { double.Epsilon, 0 })]
    public void A_chart_of_any_values_stays_in_its_frame(double[] values)
    {
        foreach (bool hasUnicode in new[] { true, false })
        {
            IReadOnlyList<string> chart = Chart.Draw(Some.Buckets(values), width: 40, hasUnicode);
            Assert.InRange(chart.Count, Chart.UsualRows + 2, Chart.UsualRows + 4);
            Assert.All(chart, line => Assert.InRange(line.Length, 0, 40));
        }
    }

    [Fact]
    public void Nothing_recorded_is_no_chart() => Assert.Empty(Chart.Draw([], width: 40, hasUnicode: true));
}
