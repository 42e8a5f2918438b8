using Microsoft.Extensions.Logging;

namespace Cairn.Hosting;

/// <summary>
/// Records lines of one category. The line is formatted on the thread that logs it, while what it speaks of is still
/// so. Never throws, and does nothing before the tracker is open. Safe for any number of threads.
/// </summary>
internal sealed class CairnLogger(TrackerSlot slot, string category) : ILogger
{
    /// <summary>Scopes are not recorded.</summary>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && slot.Tracker is not null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.None || slot.Tracker is not { } tracker)
        {
            return;
        }

        string message = TextOf(() => formatter(state, exception));
        string details = exception is null ? "" : TextOf(exception.ToString);
        tracker.LogLine((int)logLevel, category, message, details);
    }

    private static string TextOf(Func<string?> format)
    {
        try
        {
            return format() ?? "";
        }
#pragma warning disable CA1031 // a line whose own code fails must not take the host down, nor vanish
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"(a line that could not be formatted: {e.GetType().Name})";
        }
    }
}
