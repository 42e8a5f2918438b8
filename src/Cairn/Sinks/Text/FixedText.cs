using System.Globalization;

namespace Cairn.Sinks.Text;

/// <summary>
/// Writes numbers with as many digits behind the point as a column has. Everyday numbers, which are almost all, take a
/// tenth of what the framework needs, and become the same text. Stateless.
/// </summary>
internal static class FixedText
{
    /// <summary>
    /// Ten digits, a point and three more, or six with an exponent: never more than half of this.
    /// </summary>
    public const int MaxLength = 32;

    // Larger numbers have no use for digits behind the point, and too many before it.
    private const double LargestFixed = 1e9;

    // Below this a product with a thousand is exact to 0.0000001, and what lies that near to a tie goes another way.
    private const double LargestFast = 1e6;
    private const double NearTie = 0.4999;

    /// <summary>Returns how many bytes were written.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="decimals">How many digits behind the point: 1 to 3.</param>
    /// <param name="to">At least <see cref="MaxLength"/> bytes.</param>
    public static int Write(double value, int decimals, Span<byte> to)
    {
        int scale = decimals switch { 3 => 1000, 2 => 100, _ => 10 };
        double scaled = value * scale;
        long rounded = (long)(scaled + 0.5);
        bool isEveryday = value is >= 0 and < LargestFast && Math.Abs(scaled - rounded) < NearTie;
        return isEveryday ? WriteFast(rounded, scale, decimals, to) : WriteSlowly(value, decimals, to);
    }

    private static int WriteFast(long scaled, int scale, int decimals, Span<byte> to)
    {
        (long whole, long rest) = Math.DivRem(scaled, scale);
        whole.TryFormat(to, out int count, default, CultureInfo.InvariantCulture);
        to[count++] = (byte)'.';
        for (int at = decimals - 1; at >= 0; at--)
        {
            (rest, long digit) = Math.DivRem(rest, 10);
            to[count + at] = (byte)('0' + digit);
        }

        return count + decimals;
    }

    private static int WriteSlowly(double value, int decimals, Span<byte> to)
    {
        string format = Math.Abs(value) < LargestFixed ? FixedFormat(decimals) : "G6";
        value.TryFormat(to, out int count, format, CultureInfo.InvariantCulture);
        return count;
    }

    private static string FixedFormat(int decimals) => decimals switch { 3 => "F3", 2 => "F2", _ => "F1" };
}
