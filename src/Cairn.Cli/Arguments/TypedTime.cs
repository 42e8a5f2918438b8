using System.Globalization;

namespace Cairn.Cli.Arguments;

/// <summary>A time as people type it, and how exactly they said it.</summary>
/// <param name="Time">The beginning of what was said.</param>
/// <param name="Precision">How long that lasts: a minute for <c>14:35</c>.</param>
internal readonly record struct TypedTime(DateTimeOffset Time, TimeSpan Precision)
{
    /// <summary>For help texts.</summary>
    public const string Examples = "2026-11-21 14:35, 14:35:07 (today) or 2h (ago)";

    private const string Day = "yyyy-MM-dd";

    /// <summary>More is a slip of the finger, and less leaves room to add to a time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    private static readonly (string Format, TimeSpan Precision)[] Formats =
    [
        (Day, TimeSpan.FromDays(1)),
        (Day + " HH:mmK", TimeSpan.FromMinutes(1)),
        (Day + " HH:mm:ssK", TimeSpan.FromSeconds(1)),
        (Day + " HH:mm:ss.FFFFFFFK", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Reads a time of the user's time zone, unless it names another.</summary>
    /// <exception cref="CliException">It is no time.</exception>
    public static TypedTime Parse(string typed, TimeProvider clock) =>
        TryReadAgo(typed, clock) ?? TryReadTime(typed, clock) ?? throw new CliException(
            $"\"{typed}\" is no time. Type it as {Examples}.", ExitCodes.BadUsage);

    /// <summary>A number and its unit: <c>90s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>; null for anything else.</summary>
    public static TimeSpan? TryReadSpan(string typed)
    {
        TimeSpan? unit = typed.Length < 2 ? null : typed[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is not null
            && int.TryParse(typed.AsSpan(0, typed.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count <= Longest / unit
            ? count * unit
            : null;
    }

    private static TypedTime? TryReadAgo(string typed, TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return TryReadSpan(typed) is { } ago ? new TypedTime(now - ago, TimeSpan.FromMilliseconds(1)) : null;
    }

    private static TypedTime? TryReadTime(string typed, TimeProvider clock)
    {
        string whole = typed.Length > Day.Length && typed[Day.Length] == 'T'
            ? $"{typed[..Day.Length]} {typed[(Day.Length + 1)..]}"
            : typed;
        string today = clock.GetLocalNow().ToString(Day, CultureInfo.InvariantCulture);
        return TryReadWhole(whole, clock) ?? TryReadWhole($"{today} {whole}", clock);
    }

    private static TypedTime? TryReadWhole(string text, TimeProvider clock)
    {
        foreach ((string format, TimeSpan precision) in Formats)
        {
            if (DateTime.TryParseExact(
                text, format, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time)
                && time.Year is > 1900 and < 9000)
            {
                return new TypedTime(WithZone(time, clock), precision);
            }
        }

        return null;
    }

    private static DateTimeOffset WithZone(DateTime time, TimeProvider clock) => time.Kind == DateTimeKind.Unspecified
        ? new DateTimeOffset(time, clock.LocalTimeZone.GetUtcOffset(time))
        : new DateTimeOffset(time.ToUniversalTime());
}
