using Cairn.Recording;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>Writes what a run has to look at. Belongs to the draining thread.</summary>
internal sealed class MediaWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _insert = new(
        connection, "INSERT INTO media (run, kind, name, step, time_ms, content) VALUES ($1, $2, $3, $4, $5, $6)");

    public void Insert(string run, in TextRecord record) =>
        _insert.Run(run, record.Level, record.Text(0), record.Step, record.TimeMs, record[1].ToArray());

    public void Dispose() => _insert.Dispose();
}
