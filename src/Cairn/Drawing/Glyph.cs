namespace Cairn.Drawing;

/// <summary>
/// A letter as strokes, made from its dots: dots that touch are joined, so that it has smooth edges at any size.
/// </summary>
/// <param name="Width">In dots.</param>
/// <param name="Strokes">From dot to dot; a dot by itself is a stroke of no length.</param>
internal sealed record Glyph(int Width, IReadOnlyList<(int X0, int Y0, int X1, int Y1)> Strokes)
{
    private const int Columns = 5;
    private const int Rows = 8; // the eighth is for what hangs below the line: g, p, q, y

    /// <param name="dots">A byte for each column from the left; the lowest bit is the top.</param>
    public static Glyph Of(ReadOnlySpan<byte> dots)
    {
        byte[] columns = dots.ToArray().SkipWhile(static column => column == 0).ToArray();
        int width = columns.Length;
        while (width > 0 && columns[width - 1] == 0)
        {
            width--;
        }

        return width == 0 ? new Glyph(Columns / 2, []) : new Glyph(width, Join(columns.AsSpan(0, width)));
    }

    private static List<(int X0, int Y0, int X1, int Y1)> Join(ReadOnlySpan<byte> columns)
    {
        List<(int X0, int Y0, int X1, int Y1)> strokes = [];
        for (int x = 0; x < columns.Length; x++)
        {
            for (int y = 0; y < Rows; y++)
            {
                if (Has(columns, x, y))
                {
                    JoinDot(columns, x, y, strokes);
                }
            }
        }

        return strokes;
    }

    /// <summary>Joins a dot to those on its right and below; aslant only where no corner lies between.</summary>
    private static void JoinDot(
        ReadOnlySpan<byte> columns, int x, int y, List<(int X0, int Y0, int X1, int Y1)> strokes)
    {
        bool right = Has(columns, x + 1, y);
        bool below = Has(columns, x, y + 1);
        bool above = Has(columns, x, y - 1);
        strokes.Add((x, y, x, y));
        AddIf(right, x + 1, y);
        AddIf(below, x, y + 1);
        AddIf(!right && !below && Has(columns, x + 1, y + 1), x + 1, y + 1);
        AddIf(!right && !above && Has(columns, x + 1, y - 1), x + 1, y - 1);

        void AddIf(bool touches, int toX, int toY)
        {
            if (touches)
            {
                strokes.Add((x, y, toX, toY));
            }
        }
    }

    private static bool Has(ReadOnlySpan<byte> columns, int x, int y) =>
        (uint)x < (uint)columns.Length && (uint)y < Rows && (columns[x] & (1 << y)) != 0;
}
