using Cairn.Recording;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Writes runs, their parameters, tags and notes. Journals are drained in any order, so a resumed run's new beginning
/// may be seen before the end of its first attempt: what is older by the clock never undoes what is newer, except
/// within a journal, whose own order counts. Belongs to the draining thread.
/// </summary>
internal sealed class RunWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _insertExperiment = new(
        connection, "INSERT INTO experiments (name, created_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    private readonly SqliteStatement _insertRun = new(
        connection,
        """
        INSERT INTO runs (id, experiment, name, status, started_ms, last_record_ms, journal, log_folder)
        VALUES ($1, $2, $3, 0, $4, $4, $5, $6) ON CONFLICT DO NOTHING
        """);
    private readonly SqliteStatement _start = new(
        connection,
        """
        UPDATE runs SET started_ms = min(started_ms, $2) WHERE id = $1;
        UPDATE runs SET resumed_ms = $2, journal = $3, configuration = $4, environment = $5, status = 0, ended_ms = NULL
        WHERE id = $1 AND (resumed_ms IS NULL OR resumed_ms <= $2 OR journal = $3)
        """);
    private readonly SqliteStatement _resume = new(
        connection,
        """
        UPDATE runs SET resumed_ms = $2, journal = $3, status = 0, ended_ms = NULL, end_reason = NULL
        WHERE id = $1 AND (resumed_ms IS NULL OR resumed_ms <= $2 OR journal = $3)
        """);
    private readonly SqliteStatement _end = new(
        connection,
        """
        UPDATE runs SET status = $4, ended_ms = $2, end_reason = $5, summary = $6
        WHERE id = $1 AND (resumed_ms IS NULL OR resumed_ms <= $2 OR journal = $3)
        """);
    private readonly SqliteStatement _crash = new(
        connection, "UPDATE runs SET status = 4, ended_ms = last_record_ms WHERE status = 0 AND journal = $1");
    private readonly SqliteStatement _touch = new(
        connection, "UPDATE runs SET last_record_ms = max(last_record_ms, $2) WHERE id = $1");
    private readonly SqliteStatement _writeNote = new(connection, "UPDATE runs SET note = $2 WHERE id = $1");
    private readonly SqliteStatement _writeParameter = new(
        connection, "INSERT OR REPLACE INTO parameters (run, key, value) VALUES ($1, $2, $3)");
    private readonly SqliteStatement _writeTag = new(
        connection, "INSERT OR REPLACE INTO tags (run, key, value) VALUES ($1, $2, $3)");

    /// <summary>Time of the last record by run. Cleared with each transaction.</summary>
    private readonly Dictionary<string, long> _lastRecords = [];

    /// <summary>Makes the row of a run where it is missing, begun at that time.</summary>
    public void Ensure(string journal, RunDefinition run, long timeMs)
    {
        _insertExperiment.Run(run.Experiment, timeMs);
        _insertRun.Run(run.Id, run.Experiment, run.Name, timeMs, journal, run.LogFolder);
    }

    /// <summary>An attempt at the run begins, the first or one that resumes it: configuration, environment.</summary>
    public void Start(string journal, string run, in TextRecord record) =>
        _start.Run(run, record.TimeMs, journal, JsonText.Object(record[0]), JsonText.Object(record[1]));

    /// <summary>
    /// The run goes on with the configuration that it has. False when it was begun again later by somebody else: then
    /// this changes nothing. The record's step is its time, or later where the clock was set back since the last beginning.
    /// </summary>
    public bool TryResume(string journal, string run, in TextRecord record) =>
        _resume.Run(run, Math.Max(record.TimeMs, record.Step), journal) > 0;

    /// <summary>The run ends: reason, summary; the level is the status.</summary>
    public void End(string journal, string run, in TextRecord record)
    {
        string? reason = record[0].IsEmpty ? null : record.Text(0);
        _end.Run(run, record.TimeMs, journal, record.Level, reason, JsonText.Object(record[1]));
    }

    /// <summary>The journal will bring nothing more: runs that it began last and did not end have crashed.</summary>
    public void MarkCrashed(string journal) => _crash.Run(journal);

    public void WriteParameter(string run, in TextRecord record) =>
        _writeParameter.Run(run, record.Text(0), JsonText.Value(record[1]));

    public void WriteTag(string run, in TextRecord record) => _writeTag.Run(run, record.Text(0), record.Text(1));

    public void WriteNote(string run, in TextRecord record) => _writeNote.Run(run, record.Text(0));

    /// <summary>Notes that the run was alive at that time.</summary>
    public void Touch(string run, long timeMs)
    {
        if (!_lastRecords.TryGetValue(run, out long last) || last < timeMs)
        {
            _lastRecords[run] = timeMs;
        }
    }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush()
    {
        foreach ((string run, long timeMs) in _lastRecords)
        {
            _touch.Run(run, timeMs);
        }

        _lastRecords.Clear();
    }

    public void Dispose()
    {
        _insertExperiment.Dispose();
        _insertRun.Dispose();
        _start.Dispose();
        _resume.Dispose();
        _end.Dispose();
        _crash.Dispose();
        _touch.Dispose();
        _writeNote.Dispose();
        _writeParameter.Dispose();
        _writeTag.Dispose();
    }
}
