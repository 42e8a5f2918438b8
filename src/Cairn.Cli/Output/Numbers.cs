using System.Globalization;

namespace Cairn.Cli.Output;

/// <summary>Numbers as people read them, the same in every locale.</summary>
internal static class Numbers
{
    /// <summary>Below this a value reads better in full than with five digits and an exponent.</summary>
    private const double LargestInFull = 1e12;

    public static string Value(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "+Inf" : "-Inf";
        }

        return Math.Abs(value) is >= 1e5 and < LargestInFull
            ? value.ToString("#,0", CultureInfo.InvariantCulture)
            : value.ToString("G5", CultureInfo.InvariantCulture).Replace('E', 'e');
    }

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>As <c>1 run</c> and <c>1,200 runs</c>.</summary>
    public static string Count(long count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    /// <summary>Every digit that is needed to read the same value back.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        int unit = 0;
        double amount = bytes;
        for (; amount >= 1024 && unit < units.Length - 1; unit++)
        {
            amount /= 1024;
        }

        return amount.ToString("0.#", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
