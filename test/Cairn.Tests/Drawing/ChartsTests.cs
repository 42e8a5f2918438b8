using System.Diagnostics;
using Cairn.Drawing;

namespace Cairn.Tests.Drawing;

public class ChartsTests
{
    [Fact]
    public void A_scatter_is_a_png_with_points_and_the_diagonal()
    {
        PngPicture picture = new(Charts.Scatter("hits", [0.1, 0.5, 0.9], [0.2, 0.5, 0.8]));

        Assert.Equal((640, 480), (picture.Width, picture.Height));
        Assert.Equal(((byte)255, (byte)255, (byte)255), picture[0, 0]);
        Assert.InRange(picture.Count(IsBlue), 30, 90); // three discs of 2.6 pixels
        Assert.True(picture.Count(IsOrange) > 300);
    }

    [Fact]
    public void A_point_is_drawn_where_its_numbers_say()
    {
        // The range is 0 to 100 with 4 % at each end; the point lies at the lower right of the diagonal.
        PngPicture picture = new(Charts.Scatter("", [0, 100, 25], [0, 100, 75]));
        PngPicture without = new(Charts.Scatter("", [0, 100], [0, 100]));
        List<(int X, int Y)> blue = [];
        for (int at = 0; at < picture.Width * picture.Height; at++)
        {
            (int x, int y) = (at % picture.Width, at / picture.Width);
            if (IsBlue(picture[x, y]) && !IsBlue(without[x, y]))
            {
                blue.Add((x, y));
            }
        }

        (double left, double right, double top, double bottom) = Axes(without);
        Assert.Equal((75 + 4) / 108d, (blue.Average(p => p.X + 0.5) - left) / (right - left), 0.01);
        Assert.Equal((25 + 4) / 108d, (bottom - blue.Average(p => p.Y + 0.5)) / (bottom - top), 0.01);
    }

    [Fact]
    public void What_is_not_finite_is_left_out_and_said()
    {
        double[] good = [0.1, 0.5, 0.9];
        PngPicture clean = new(Charts.Scatter("t", good, good));
        PngPicture flawed = new(Charts.Scatter(
            "t", [.. good, double.NaN, 1, double.PositiveInfinity], [.. good, 1, double.NaN, 1]));

        Assert.Equal(clean.Count(IsBlue), flawed.Count(IsBlue));
        int[] rows = [.. Enumerable.Range(0, 480).Where(y => Enumerable.Range(0, 640).Any(x => clean[x, y] != flawed[x, y]))];
        Assert.NotEmpty(rows); // the subtitle says so
        Assert.All(rows, row => Assert.InRange(row, 40, 58));
    }

    [Fact]
    public void Without_values_the_frame_is_drawn_and_a_note()
    {
        PngPicture scatter = new(Charts.Scatter("none", [], []));
        PngPicture lines = new(Charts.Lines("none", []));

        Assert.Equal(0, scatter.Count(IsBlue));
        Assert.True(scatter.Count(IsDark) > 200); // title and labels
        Assert.True(lines.Count(IsDark) > 100);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(-1e300, 1e300)]
    [InlineData(double.Epsilon, 0)]
    [InlineData(1e15, 1e15 + 1)]
    [InlineData(double.MaxValue, -double.MaxValue)]
    [InlineData(1e-300, 2e-300)]
    public void Any_range_can_be_drawn(double a, double b)
    {
        Assert.Equal(640, new PngPicture(Charts.Scatter("range", [a, b], [b, a])).Width);
        Assert.Equal(640, new PngPicture(Charts.Lines("range", [ChartSeries.Of("x", [a, b])])).Width);
    }

    [Fact]
    public void Each_line_has_its_colour_and_a_gap_where_a_value_is_missing()
    {
        PngPicture whole = new(Charts.Lines("loss", [ChartSeries.Of("train", [5, 4, 3, 2, 1]), ChartSeries.Of("val", [4, 4, 4, 4, 4])]));
        PngPicture gap = new(Charts.Lines("loss", [ChartSeries.Of("train", [5, 4, double.NaN, 2, 1])]));

        Assert.True(whole.Count(IsOrange) > 500);
        Assert.InRange(gap.Count(IsBlue), whole.Count(IsBlue) * 0.3, whole.Count(IsBlue) * 0.75);
    }

    [Fact]
    public void Of_a_long_line_no_spike_is_lost()
    {
        double[] values = new double[100_000];
        values[77_777] = 1000;
        PngPicture picture = new(Charts.Lines("spike", [ChartSeries.Of("noise", values)]));
        (double left, double right, double top, double bottom) = Axes(picture);

        int column = (int)(left + ((right - left) * 77_777 / 99_999));
        int reach = Enumerable.Range((int)top, (int)(bottom - top)).Count(y => IsBlue(picture[column, y]));
        Assert.True(reach > (bottom - top) * 0.8, $"the spike has {reach} pixels");
    }

    [Fact]
    public void A_hundred_thousand_points_take_little_time()
    {
        Random random = new(7);
        double[] actual = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        var watch = Stopwatch.StartNew();

        byte[] png = Charts.Scatter("cloud", actual, actual);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        Assert.True(png.Length < 400_000, $"{png.Length} bytes");
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Charts.Scatter("t", [1], [1, 2]));
        Assert.Throws<ArgumentException>(() => Charts.Lines("t", [], new ChartOptions { Width = 10 }));
    }

    [Fact]
    public void Text_of_any_letters_is_drawn()
    {
        string all = string.Concat(Enumerable.Range(0, 0x3000).Select(code => (char)code));

        Assert.Equal(640, new PngPicture(Charts.Lines(all, [ChartSeries.Of(all, [1])])).Width);
    }

    private static bool IsBlue((byte Red, byte Green, byte Blue) pixel) => pixel.Blue > pixel.Red + 60;

    private static bool IsOrange((byte Red, byte Green, byte Blue) pixel) => pixel.Red > pixel.Blue + 60;

    private static bool IsDark((byte Red, byte Green, byte Blue) pixel) => pixel.Red < 100 && pixel.Blue < 110;

    /// <summary>The axes are the only long lines of their colour.</summary>
    private static (double Left, double Right, double Top, double Bottom) Axes(PngPicture picture)
    {
        (byte, byte, byte) axis = (0x9A, 0xA1, 0xA9);
        int left = Enumerable.Range(0, 640).First(x => Enumerable.Range(0, 480).Count(y => picture[x, y] == axis) > 200);
        int bottom = Enumerable.Range(0, 480).First(y => Enumerable.Range(0, 640).Count(x => picture[x, y] == axis) > 300);
        int right = Enumerable.Range(0, 640).Last(x => picture[x, bottom] == axis) + 1;
        int top = Enumerable.Range(0, 480).First(y => picture[left, y] == axis);
        return (left, right, top, bottom);
    }
}
