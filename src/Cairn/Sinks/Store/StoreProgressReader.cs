using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Asks the store how far another process has taken a journal into it: for a process that is not the writer and waits
/// for its own. Belongs to the draining thread.
/// </summary>
internal sealed class StoreProgressReader(string path, string journalId) : IDisposable
{
    private SqliteReadConnection? _connection;
    private SinkProgress _last;

    /// <summary>How far the other has come; the last known state while the store cannot be read.</summary>
    public SinkProgress Read()
    {
        try
        {
            if (_connection is not null && SqliteFile.HasMoved(_connection.Connection))
            {
                Dispose();
            }

            _connection ??= new SqliteReadConnection(path);
            _last = _connection.Rows(JournalProgress.Select, JournalProgress.Read, journalId).FirstOrDefault();
        }
        catch (Exception e) when (e is StoreUnavailableException or SqliteException)
        {
            Dispose();
        }

        return _last;
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
