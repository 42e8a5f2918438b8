namespace Cairn.Sinks.Store.Predictions;

/// <summary>Where the second, hour or day of a time begins. Stateless.</summary>
internal static class TimeFloor
{
    public const long SecondMs = 1000;
    public const long HourMs = 3600 * SecondMs;
    public const long DayMs = 24 * HourMs;

    /// <summary>The beginning, also before 1970; what would begin before all time begins with it.</summary>
    public static long Of(long timeMs, long sizeMs)
    {
        long rest = timeMs % sizeMs;
        rest = rest < 0 ? rest + sizeMs : rest;
        return timeMs < long.MinValue + rest ? long.MinValue : timeMs - rest;
    }
}
