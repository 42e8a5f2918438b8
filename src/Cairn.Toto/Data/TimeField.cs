using System.Globalization;

namespace Cairn.Toto.Data;

/// <summary>Reads the time of a row: ISO 8601, a compact date, or time since 1970 in seconds or milliseconds.</summary>
internal static class TimeField
{
    // As seconds, March 1973: smaller numbers are row numbers or years, not times.
    private const double FirstSeconds = 1e8;

    // As milliseconds, again March 1973; as seconds, the year 5138.
    private const double FirstMilliseconds = 1e11;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyyMMdd", "yyyy/MM/dd",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-ddTHH:mmK", "yyyy/MM/dd HH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy/MM/dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>False when the text is none of these. Times without a zone are UTC. Eight digits are a date.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime time)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Utc, out time)
            || TryParseEpoch(text, out time);
    }

    private static bool TryParseEpoch(ReadOnlySpan<char> text, out DateTime time)
    {
        time = default;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return false;
        }

        double milliseconds = number >= FirstMilliseconds ? number : number * 1000;
        double end = (DateTime.MaxValue - DateTime.UnixEpoch).TotalMilliseconds;
        if (!(number >= FirstSeconds && milliseconds < end))
        {
            return false;
        }

        time = DateTime.UnixEpoch.AddMilliseconds(milliseconds);
        return true;
    }
}
