using Cairn.Recording;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>Writes events and log lines. Belongs to the draining thread.</summary>
internal sealed class EventWriter(SqliteConnection connection) : IDisposable
{
    // As in Microsoft.Extensions.Logging.LogLevel.
    private const int InformationLevel = 2;
    private const int WarningLevel = 3;
    private const int ErrorLevel = 4;

    private readonly SqliteStatement _insert = new(
        connection,
        "INSERT INTO events (run, time_ms, kind, level, step, value, category, message, data) "
        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");

    /// <param name="run">Id of the run; null for what belongs to the process as a whole.</param>
    /// <param name="record">An event: kind, message, data.</param>
    public void InsertEvent(string? run, in TextRecord record) =>
        Insert(run, record, record.Text(0), category: "", record.Text(1), JsonText.ObjectOrEmpty(record[2]));

    /// <param name="run">Id of the run; null for what belongs to the process as a whole.</param>
    /// <param name="record">A log line: category, message, exception.</param>
    public void InsertLogLine(string? run, in TextRecord record) =>
        Insert(run, record, "log", record.Text(0), record.Text(1), record.Text(2));

    /// <summary>The store itself lost something of a run.</summary>
    public void InsertError(string run, long timeMs, string message) =>
        Insert(run, timeMs, "error", ErrorLevel, message, data: "");

    /// <summary>The store itself could not do all that was asked for.</summary>
    public void InsertWarning(string run, long timeMs, string message) =>
        Insert(run, timeMs, "warning", WarningLevel, message, data: "");

    /// <summary>Something is odd that belongs to no run.</summary>
    public void InsertAlarm(long timeMs, string kind, string message) =>
        Insert(null, timeMs, kind, WarningLevel, message, data: "");

    /// <summary>The run goes on from an earlier place.</summary>
    public void InsertResumption(string run, long timeMs, string message, string data) =>
        Insert(run, timeMs, "resumed", InformationLevel, message, data);

    public void Dispose() => _insert.Dispose();

    private void Insert(string? run, long timeMs, string kind, int level, string message, string data) =>
        _insert.Run(run, timeMs, kind, level, null, null, "", message, data);

    private void Insert(
        string? run, in TextRecord record, string kind, string category, string message, string data)
    {
        long? step = record.Step == TextRecord.NoStep ? null : record.Step;
        _insert.Run(run, record.TimeMs, kind, record.Level, step, record.Value, category, message, data);
    }
}
