namespace Cairn.Cli.Output;

/// <summary>
/// A grid of dots that prints as text: 2×4 dots in a braille character, or one in an ASCII character. The origin is at
/// the lower left.
/// </summary>
internal sealed class DotCanvas(int columns, int rows, bool hasUnicode)
{
    private const char BrailleStart = '\u2800';
    private const char AsciiLine = '*';
    private const char AsciiShade = ':';
    private const char UnicodeShade = '░';

    /// <summary>Bit of each dot in a braille character: by column, then by row from the top (U+28xx).</summary>
    private static readonly int[,] BrailleBits = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    private readonly bool[,] _line = new bool[columns * DotsAcross(hasUnicode), rows * DotsUp(hasUnicode)];
    private readonly bool[,] _shade = new bool[columns * DotsAcross(hasUnicode), rows * DotsUp(hasUnicode)];

    public int Width => _line.GetLength(0);

    public int Height => _line.GetLength(1);

    public void Line(int fromX, int fromY, int toX, int toY)
    {
        int steps = Math.Max(1, Math.Max(Math.Abs(toX - fromX), Math.Abs(toY - fromY)));
        for (int step = 0; step <= steps; step++)
        {
            _line[fromX + ((toX - fromX) * step / steps), fromY + ((toY - fromY) * step / steps)] = true;
        }
    }

    /// <summary>The band between two heights; the line is drawn over it.</summary>
    public void Shade(int x, int fromY, int toY)
    {
        for (int y = fromY; y <= toY; y++)
        {
            _shade[x, y] = true;
        }
    }

    /// <summary>The characters of a row, the top one first.</summary>
    public string Row(int row)
    {
        char[] text = new char[columns];
        for (int column = 0; column < columns; column++)
        {
            text[column] = hasUnicode ? Braille(column, row) : Ascii(column, rows - 1 - row);
        }

        return new string(text).TrimEnd();
    }

    private static int DotsAcross(bool hasUnicode) => hasUnicode ? 2 : 1;

    private static int DotsUp(bool hasUnicode) => hasUnicode ? 4 : 1;

    private char Ascii(int x, int y) => _line[x, y] ? AsciiLine : _shade[x, y] ? AsciiShade : ' ';

    private char Braille(int column, int row)
    {
        int bits = 0;
        bool isShaded = false;
        for (int x = 0; x < 2; x++)
        {
            for (int y = 0; y < 4; y++)
            {
                (int dotX, int dotY) = ((column * 2) + x, Height - 1 - ((row * 4) + y));
                bits |= _line[dotX, dotY] ? BrailleBits[x, y] : 0;
                isShaded |= _shade[dotX, dotY];
            }
        }

        // The band has a character of its own: made of dots, it would swallow the line. And some fonts draw the empty
        // braille character as eight hollow dots.
        return bits != 0 ? (char)(BrailleStart + bits) : isShaded ? UnicodeShade : ' ';
    }
}
