namespace Cairn.Drawing;

/// <summary>A line of a chart.</summary>
/// <param name="Name">In the legend: ASCII is drawn, for other letters a box.</param>
/// <param name="Points">In the order in which they are joined. Where one is not finite, the line has a gap.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>A series of values at 0, 1, 2 and so on.</summary>
    public static ChartSeries Of(string name, IEnumerable<double> values) =>
        new(name, [.. values.Select(static (value, index) => ((double)index, value))]);
}
