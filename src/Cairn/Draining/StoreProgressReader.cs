using Cairn.Sinks;
using Cairn.Storage.Sqlite;

namespace Cairn.Draining;

/// <summary>
/// Asks the store what another process has written into it from this process's journal. Owned by the draining thread.
/// </summary>
internal sealed class StoreProgressReader(StorePlaces places, string journalId) : IDisposable
{
    private SqliteRunStore? _store;
    private SinkProgress _last;

    /// <summary>How far the other has come; the last known state while the store cannot be read.</summary>
    public SinkProgress Read()
    {
        try
        {
            _store ??= new SqliteRunStore(places.Database);
            _last = _store.ReadProgress(journalId);
        }
        catch (StoreUnavailableException)
        {
            Dispose();
        }

        return _last;
    }

    public void Dispose()
    {
        _store?.Dispose();
        _store = null;
    }
}
