using Cairn.Journal;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Reads and writes what the store knows of journals: how far each was taken, and which run and series its numbers
/// mean, so that the next writing process need not find that out again. Belongs to the draining thread.
/// </summary>
internal sealed class JournalTable(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _selectProgress = new(connection, JournalProgress.Select);
    private readonly SqliteStatement _writeProgress = new(
        connection,
        """
        INSERT INTO journals (id, segment, position, stored, damaged, undefined, is_closed)
        VALUES ($1, $2, $3, $4, $5, $6, 0)
        ON CONFLICT (id) DO UPDATE SET (segment, position, stored, damaged, undefined, is_closed) = ($2, $3, $4, $5, $6, 0)
        """);
    private readonly SqliteStatement _close = new(
        connection,
        """
        UPDATE journals SET is_closed = 1 WHERE id = $1;
        DELETE FROM journal_runs WHERE journal = $1;
        DELETE FROM journal_series WHERE journal = $1
        """);
    private readonly SqliteStatement _findRun = new(
        connection, "SELECT run FROM journal_runs WHERE journal = $1 AND number = $2");
    private readonly SqliteStatement _findSeries = new(
        connection, "SELECT series FROM journal_series WHERE journal = $1 AND number = $2");
    private readonly SqliteStatement _insertRun = new(
        connection, "INSERT INTO journal_runs (journal, number, run) VALUES ($1, $2, $3)");
    private readonly SqliteStatement _insertSeries = new(
        connection, "INSERT INTO journal_series (journal, number, series) VALUES ($1, $2, $3)");

    public SinkProgress ReadProgress(string journal)
    {
        using SqliteDataReader row = _selectProgress.Query(journal);
        return row.Read() ? JournalProgress.Read(row) : SinkProgress.None;
    }

    public void WriteProgress(string journal, in SinkProgress progress) => _writeProgress.Run(
        journal,
        progress.Position.Segment,
        progress.Position.Offset,
        progress.Stored,
        progress.Damaged,
        progress.Undefined);

    /// <summary>Forgets what the journal's numbers mean; its totals stay.</summary>
    public void Close(string journal) => _close.Run(journal);

    public string? FindRun(string journal, uint number) => (string?)_findRun.Scalar(journal, number);

    public long? FindSeries(string journal, uint number) => (long?)_findSeries.Scalar(journal, number);

    public void InsertRun(string journal, uint number, string run) => _insertRun.Run(journal, number, run);

    public void InsertSeries(string journal, uint number, long series) => _insertSeries.Run(journal, number, series);

    public void Dispose()
    {
        _selectProgress.Dispose();
        _writeProgress.Dispose();
        _close.Dispose();
        _findRun.Dispose();
        _findSeries.Dispose();
        _insertRun.Dispose();
        _insertSeries.Dispose();
    }
}
