using System.Globalization;

namespace Cairn.Drawing;

/// <summary>Predictions against what was true. Stateless.</summary>
internal static class ScatterChart
{
    private const double Radius = 2.6;

    // Few points are shown as they are; of many only a cloud is seen, darker where there are more.
    private const double MostOpaque = 0.75;
    private const double LeastOpaque = 0.02;
    private const double FewPoints = 150;

    public static byte[] Draw(string title, List<(double X, double Y)> points, string leftOut, ChartOptions options)
    {
        (double min, double max) = RangeOf(points);
        var ticks = AxisTicks.For(min, max, wanted: 6, air: 0.04);
        ChartFrame frame = new(options, ticks, ticks, lines: 1);
        string count = string.Create(CultureInfo.InvariantCulture, $"{points.Count:N0} predictions, right on the dashed line");
        frame.DrawTitle(title, Charts.Subtitle(points.Count == 0, count, leftOut));
        frame.DrawAxes(options.XLabel ?? "actual", options.YLabel ?? "predicted");
        frame.ClipToAxes();
        double opacity = Math.Clamp(MostOpaque * Math.Sqrt(FewPoints / Math.Max(1, points.Count)), LeastOpaque, MostOpaque);
        foreach ((double x, double y) in points)
        {
            frame.Canvas.Disc(frame.X(x), frame.Y(y), Radius, Palette.Of(0), opacity);
        }

        frame.Canvas.DashedLine(frame.Left, frame.Bottom, frame.Right, frame.Top, 1.6, Palette.Of(1));
        return Png.Encode(frame.Canvas);
    }

    private static (double Min, double Max) RangeOf(List<(double X, double Y)> points) => points.Count == 0
        ? (0, 1)
        : (points.Min(static point => Math.Min(point.X, point.Y)), points.Max(static point => Math.Max(point.X, point.Y)));
}
