namespace Cairn.Sinks.Files;

/// <summary>A series of a journal as a file sink knows it. Owned by its <see cref="LogRecordHandler"/>.</summary>
internal class LogSeries(LogRun run)
{
    public LogRun Run => run;
}
