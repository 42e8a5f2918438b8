namespace Cairn.Drawing;

/// <summary>
/// What all charts have: title, axes with round numbers, labels, legend; and where a value is on the canvas. Not
/// thread-safe.
/// </summary>
internal sealed class ChartFrame
{
    private const int Edge = 18; // free on all sides
    private const int TitleBaseline = Edge + 13;
    private const int SubtitleBaseline = TitleBaseline + LineHeight;
    private const int LineHeight = 21;
    private const int LegendLine = 22; // length of the line before a name
    private const int LegendGap = 20;
    private const int TickGap = 9; // between an axis and its numbers

    private readonly Lettering _small;
    private readonly Lettering _smallMuted;
    private readonly AxisTicks _x;
    private readonly AxisTicks _y;
    private readonly int _lastBaseline; // of what stands above the axes

    /// <param name="options">Size.</param>
    /// <param name="x">Numbers below.</param>
    /// <param name="y">Numbers at the left.</param>
    /// <param name="lines">How many lines stand under the title: a subtitle, a legend.</param>
    public ChartFrame(ChartOptions options, AxisTicks x, AxisTicks y, int lines)
    {
        (_x, _y) = (x, y);
        _lastBaseline = TitleBaseline + (lines * LineHeight);
        Canvas = new Canvas(options.Width, options.Height, Palette.Paper);
        _small = new Lettering(Canvas, dot: 1.35, weight: 1.15, Palette.Ink);
        _smallMuted = new Lettering(Canvas, dot: 1.35, weight: 1.15, Palette.Muted);
        double numbers = y.Values.Select(value => _smallMuted.WidthOf(y.Format(value))).DefaultIfEmpty(0).Max();
        Left = Edge + 22 + (int)Math.Ceiling(numbers) + TickGap;
        Right = options.Width - Edge - 6;
        Top = _lastBaseline + 16;
        Bottom = options.Height - Edge - 40;
    }

    public Canvas Canvas { get; }

    public int Left { get; }

    public int Top { get; }

    public int Right { get; }

    public int Bottom { get; }

    public double X(double value) => Left + ((value - _x.From) / (_x.To - _x.From) * (Right - Left));

    public double Y(double value) => Bottom - ((value - _y.From) / (_y.To - _y.From) * (Bottom - Top));

    public void DrawTitle(string title, string subtitle)
    {
        new Lettering(Canvas, dot: 2, weight: 2.1, Palette.Ink).Draw(title, Left, TitleBaseline);
        _smallMuted.Draw(subtitle, Left, SubtitleBaseline);
    }

    public void DrawAxes(string xLabel, string yLabel)
    {
        foreach (double value in _x.Values)
        {
            int at = (int)Math.Round(X(value));
            Canvas.Fill(at, Top, at + 1, Bottom, Palette.Grid);
            _smallMuted.Draw(_x.Format(value), at + 0.5, Bottom + TickGap + _small.Height, anchor: 0.5);
        }

        foreach (double value in _y.Values)
        {
            int at = (int)Math.Round(Y(value));
            Canvas.Fill(Left, at, Right, at + 1, Palette.Grid);
            _smallMuted.Draw(_y.Format(value), Left - TickGap, at + 0.5 + (_small.Height / 2), anchor: 1);
        }

        Canvas.Fill(Left, Bottom, Right, Bottom + 1, Palette.Axis);
        Canvas.Fill(Left, Top, Left + 1, Bottom + 1, Palette.Axis);
        _small.Draw(xLabel, (Left + Right) / 2d, Canvas.Height - Edge, anchor: 0.5);
        _small.DrawUpwards(yLabel, Edge + _small.Height, (Top + Bottom) / 2d);
    }

    /// <summary>Names beside a piece of their line, from the left; those that find no room are left out.</summary>
    public void DrawLegend(IEnumerable<(string Name, Rgb Color)> entries)
    {
        double x = Left;
        foreach ((string name, Rgb color) in entries)
        {
            double end = x + LegendLine + 8 + _small.WidthOf(name);
            if (end > Right)
            {
                return;
            }

            double middle = _lastBaseline - (_small.Height / 2);
            Canvas.Line(x + 1, middle, x + LegendLine, middle, 3, color);
            _small.Draw(name, x + LegendLine + 8, _lastBaseline);
            x = end + LegendGap;
        }
    }

    /// <summary>Nothing is drawn outside of the axes until <see cref="Canvas.ResetClip"/>.</summary>
    public void ClipToAxes() => Canvas.Clip(Left, Top - 1, Right + 1, Bottom);
}
