namespace Cairn.Drawing;

/// <summary>
/// Draws charts as PNG, without a graphics library. Values that are not finite are left out, and the chart says how many.
/// Safe for any number of threads.
/// </summary>
public static class Charts
{
    private const string Nothing = "no values to show";

    /// <summary>Draws what a model predicted against what was true; on the diagonal it was right.</summary>
    /// <param name="title">Over the chart.</param>
    /// <param name="predicted">What the model said.</param>
    /// <param name="actual">What was true; of the same length.</param>
    /// <param name="options">Size and labels.</param>
    /// <returns>The picture as PNG: some 20 KB, a few hundred with very many points.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the size cannot be drawn.</exception>
    public static byte[] Scatter(
        string title, ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual, ChartOptions? options = null)
    {
        if (predicted.Length != actual.Length)
        {
            throw new ArgumentException(
                $"There are {predicted.Length} predictions and {actual.Length} true values; give one for each.", nameof(actual));
        }

        options = (options ?? new ChartOptions()).Checked();
        List<(double X, double Y)> points = new(actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            if (IsShown(actual[i], predicted[i]))
            {
                points.Add((actual[i], predicted[i]));
            }
        }

        return ScatterChart.Draw(title, points, LeftOut(actual.Length - points.Count), options);
    }

    /// <summary>Draws lines in one chart: the losses of a training.</summary>
    /// <param name="title">Over the chart.</param>
    /// <param name="series">The lines; each has a colour of its own up to the sixth.</param>
    /// <param name="options">Size and labels.</param>
    /// <returns>The picture as PNG, some 20 KB.</returns>
    /// <exception cref="ArgumentException">The size cannot be drawn.</exception>
    public static byte[] Lines(string title, IReadOnlyList<ChartSeries> series, ChartOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        options = (options ?? new ChartOptions()).Checked();
        int leftOut = series.Sum(static one => one.Points.Count(static point => !IsShown(point.X, point.Y)));
        return LineChart.Draw(title, series, LeftOut(leftOut), options);
    }

    /// <summary>Whether a point can be drawn.</summary>
    internal static bool IsShown(double x, double y) => Math.Abs(x) <= AxisTicks.Largest && Math.Abs(y) <= AxisTicks.Largest;

    /// <summary>The words under the title.</summary>
    internal static string Subtitle(bool isEmpty, string content, string leftOut) =>
        string.Join(", ", new[] { isEmpty ? Nothing : content, leftOut }.Where(static part => part.Length > 0));

    private static string LeftOut(int count) => count switch
    {
        0 => "",
        1 => "1 value that is not finite left out",
        _ => $"{count} values that are not finite left out",
    };
}
