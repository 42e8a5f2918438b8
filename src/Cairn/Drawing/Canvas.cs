namespace Cairn.Drawing;

/// <summary>
/// Pixels to draw on, from the top left. Shapes have soft edges: a pixel that is covered by half takes half of the colour.
/// What lies outside is cut off. Not thread-safe.
/// </summary>
internal sealed class Canvas
{
    public const int BytesPerPixel = 3;

    private readonly byte[] _pixels; // red, green, blue; rows from the top
    private (int Left, int Top, int Right, int Bottom) _clip;

    public Canvas(int width, int height, Rgb background)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[width * height * BytesPerPixel];
        ResetClip();
        Fill(0, 0, width, height, background);
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<byte> Row(int y) => _pixels.AsSpan(y * Width * BytesPerPixel, Width * BytesPerPixel);

    /// <summary>From now on nothing is drawn outside of this.</summary>
    public void Clip(int left, int top, int right, int bottom) =>
        _clip = (Math.Max(0, left), Math.Max(0, top), Math.Min(Width, right), Math.Min(Height, bottom));

    public void ResetClip() => _clip = (0, 0, Width, Height);

    /// <summary>Fills whole pixels.</summary>
    public void Fill(int left, int top, int right, int bottom, Rgb color)
    {
        for (int y = Math.Max(top, _clip.Top); y < Math.Min(bottom, _clip.Bottom); y++)
        {
            for (int x = Math.Max(left, _clip.Left); x < Math.Min(right, _clip.Right); x++)
            {
                Blend(x, y, color, 1);
            }
        }
    }

    /// <summary>A line with round ends; both the same make a dot.</summary>
    public void Line(double x0, double y0, double x1, double y1, double width, Rgb color, double opacity = 1)
    {
        double half = width / 2;
        int left = Math.Max(_clip.Left, Floor(Math.Min(x0, x1) - half - 1));
        int right = Math.Min(_clip.Right - 1, Floor(Math.Max(x0, x1) + half + 1));
        int top = Math.Max(_clip.Top, Floor(Math.Min(y0, y1) - half - 1));
        int bottom = Math.Min(_clip.Bottom - 1, Floor(Math.Max(y0, y1) + half + 1));
        (double dx, double dy) = (x1 - x0, y1 - y0);
        double lengthSquared = (dx * dx) + (dy * dy);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                (double px, double py) = (x + 0.5 - x0, y + 0.5 - y0);
                double along = lengthSquared > 0 ? Math.Clamp(((px * dx) + (py * dy)) / lengthSquared, 0, 1) : 0;
                (double offX, double offY) = (px - (along * dx), py - (along * dy));
                double coverage = half + 0.5 - Math.Sqrt((offX * offX) + (offY * offY));
                if (coverage > 0)
                {
                    Blend(x, y, color, Math.Min(coverage, 1) * opacity);
                }
            }
        }
    }

    public void Disc(double x, double y, double radius, Rgb color, double opacity = 1) =>
        Line(x, y, x, y, radius * 2, color, opacity);

    /// <summary>Lines of some pixels with gaps between them.</summary>
    public void DashedLine(double x0, double y0, double x1, double y1, double width, Rgb color)
    {
        const double Dash = 6, Gap = 5;
        double length = Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
        for (double from = 0; from < length; from += Dash + Gap)
        {
            (double begin, double end) = (from / length, Math.Min(from + Dash, length) / length);
            Line(
                x0 + (begin * (x1 - x0)), y0 + (begin * (y1 - y0)), x0 + (end * (x1 - x0)), y0 + (end * (y1 - y0)), width, color);
        }
    }

    // Far outside is as good as anywhere outside, and fits into an integer.
    private static int Floor(double value) => (int)Math.Floor(Math.Clamp(value, -1e6, 1e6));

    private void Blend(int x, int y, Rgb color, double opacity)
    {
        Span<byte> pixel = _pixels.AsSpan(((y * Width) + x) * BytesPerPixel, BytesPerPixel);
        pixel[0] = Mix(pixel[0], color.Red, opacity);
        pixel[1] = Mix(pixel[1], color.Green, opacity);
        pixel[2] = Mix(pixel[2], color.Blue, opacity);
    }

    private static byte Mix(byte below, byte above, double opacity) =>
        (byte)(below + ((above - below) * opacity) + 0.5);
}
