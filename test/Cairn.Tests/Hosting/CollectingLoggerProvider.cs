using Microsoft.Extensions.Logging;

namespace Cairn.Tests.Hosting;

/// <summary>Keeps every line that reaches it.</summary>
internal sealed class CollectingLoggerProvider : ILoggerProvider
{
    private readonly List<(string Category, LogLevel Level, int Id, string Message)> _lines = [];

    public IReadOnlyList<(string Category, LogLevel Level, int Id, string Message)> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(CollectingLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (provider._lines)
            {
                provider._lines.Add((category, logLevel, eventId.Id, formatter(state, exception)));
            }
        }
    }
}
