namespace Cairn.Drawing;

/// <summary>Draws a text in one size and colour.</summary>
/// <param name="canvas">Where to.</param>
/// <param name="dot">Pixels from one dot of a letter to the next.</param>
/// <param name="weight">Width of the strokes in pixels.</param>
/// <param name="color">Of the strokes.</param>
internal sealed class Lettering(Canvas canvas, double dot, double weight, Rgb color)
{
    /// <summary>Height of capital letters, in pixels.</summary>
    public double Height => (Font.CapHeight - 1) * dot;

    public double WidthOf(string text) => text.Length == 0 ? 0 : Font.WidthOf(text) * dot;

    /// <summary>Draws to the right of a place.</summary>
    /// <param name="text">What is said.</param>
    /// <param name="x">The left end; with an <paramref name="anchor"/> of 0.5 the middle, of 1 the right end.</param>
    /// <param name="baseline">Where the letters stand.</param>
    /// <param name="anchor">Which part of the text is at <paramref name="x"/>.</param>
    public void Draw(string text, double x, double baseline, double anchor = 0) =>
        DrawAlong(text, x - (anchor * WidthOf(text)), baseline, (1, 0));

    /// <summary>Draws upwards, with the middle of the text at a place.</summary>
    public void DrawUpwards(string text, double baseline, double middle) =>
        DrawAlong(text, baseline, middle + (WidthOf(text) / 2), (0, -1));

    private void DrawAlong(string text, double x, double y, (int X, int Y) along)
    {
        double at = 0;
        foreach (char letter in text)
        {
            Glyph glyph = Font.Of(letter);
            foreach ((int x0, int y0, int x1, int y1) in glyph.Strokes)
            {
                (double fromX, double fromY) = Place(at + x0, y0);
                (double toX, double toY) = Place(at + x1, y1);
                canvas.Line(fromX, fromY, toX, toY, weight, color);
            }

            at += Font.Advance(glyph);
        }

        (double X, double Y) Place(double dots, int row)
        {
            (double right, double down) = (dots * dot, (row - Font.CapHeight + 1) * dot);
            return (x + (right * along.X) - (down * along.Y), y + (right * along.Y) + (down * along.X));
        }
    }
}
