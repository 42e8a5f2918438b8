using System.Globalization;

namespace Cairn.Cli.Output;

/// <summary>Times and spans as people read them.</summary>
internal static class Times
{
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalSeconds: < 5 } => "now",
        { TotalMinutes: < 1 } span => $"{span.Seconds}s ago",
        { TotalHours: < 1 } span => $"{span.Minutes}m ago",
        { TotalDays: < 1 } span => $"{span.Hours}h ago",
        var span => $"{(long)span.TotalDays}d ago",
    };

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + "s",
        { TotalMinutes: < 1 } => $"{span.Seconds}s",
        { TotalHours: < 1 } => $"{span.Minutes}m {span.Seconds:00}s",
        { TotalDays: < 1 } => $"{span.Hours}h {span.Minutes:00}m",
        _ => $"{(long)span.TotalDays}d {span.Hours:00}h",
    };

    /// <summary>In the user's time zone, with the day but without the year where it is this year.</summary>
    public static string Short(DateTimeOffset time, TimeProvider clock) => Short(time, clock, "HH:mm");

    /// <summary>The same to the second.</summary>
    public static string ToSecond(DateTimeOffset time, TimeProvider clock) => Short(time, clock, "HH:mm:ss");

    public static string Clock(DateTimeOffset time, TimeProvider clock) =>
        TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Full(DateTimeOffset time, TimeProvider clock) => TimeZoneInfo
        .ConvertTime(time, clock.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>For programs: UTC, to the millisecond.</summary>
    public static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Iso(long timeMs) => Iso(DateTimeOffset.FromUnixTimeMilliseconds(timeMs));

    private static string Short(DateTimeOffset time, TimeProvider clock, string timeOfDay)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone);
        string day = local.Year == clock.GetLocalNow().Year ? "MMM dd " : "yyyy-MM-dd ";
        return local.ToString(day + timeOfDay, CultureInfo.InvariantCulture);
    }
}
