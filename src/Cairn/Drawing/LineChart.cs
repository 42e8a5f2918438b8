namespace Cairn.Drawing;

/// <summary>Lines in one chart. Stateless.</summary>
internal static class LineChart
{
    private const double LineWidth = 2;

    // Points this few are marked: one alone would not be seen, and so few could be mistaken for many.
    private const int MarkedPoints = 40;

    public static byte[] Draw(string title, IReadOnlyList<ChartSeries> series, string leftOut, ChartOptions options)
    {
        (double X, double Y)[] shown =
            [.. series.SelectMany(static one => one.Points).Where(static point => Charts.IsShown(point.X, point.Y))];
        string subtitle = Charts.Subtitle(shown.Length == 0, "", leftOut);
        ChartFrame frame = new(
            options,
            Ticks(shown.Select(static point => point.X), air: 0),
            Ticks(shown.Select(static point => point.Y), air: 0.05),
            lines: subtitle.Length > 0 ? 2 : 1);
        frame.DrawTitle(title, subtitle);
        frame.DrawAxes(options.XLabel ?? "step", options.YLabel ?? "");
        frame.DrawLegend(series.Select(static (one, index) => (one.Name, Palette.Of(index))));
        frame.ClipToAxes();
        for (int i = 0; i < series.Count; i++)
        {
            DrawLine(frame, series[i], Palette.Of(i));
        }

        return Png.Encode(frame.Canvas);
    }

    private static AxisTicks Ticks(IEnumerable<double> values, double air)
    {
        double[] all = [.. values];
        return all.Length == 0
            ? AxisTicks.For(0, 1, wanted: 6, air: 0)
            : AxisTicks.For(all.Min(), all.Max(), wanted: 6, air);
    }

    private static void DrawLine(ChartFrame frame, ChartSeries series, Rgb color)
    {
        (double X, double Y)? before = null;
        foreach ((double x, double y) in LineThinning.Thin(series.Points, frame.X, frame.Right - frame.Left))
        {
            if (!Charts.IsShown(x, y))
            {
                before = null;
                continue;
            }

            (double X, double Y) here = (frame.X(x), frame.Y(y));
            (double X, double Y) from = before ?? here;
            frame.Canvas.Line(from.X, from.Y, here.X, here.Y, LineWidth, color);
            if (series.Points.Count <= MarkedPoints)
            {
                frame.Canvas.Disc(here.X, here.Y, LineWidth * 1.4, color);
            }

            before = here;
        }
    }
}
