using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>
/// Asks the store what another process has written into it from this process's journal. Owned by the draining thread.
/// </summary>
internal sealed class StoreProgressReader(StorePlaces places) : IDisposable
{
    public string Database => places.Database;

    public SinkProgress Read(string journalId) => journalId == Database ? default : SinkProgress.None;

    public void Dispose()
    {
    }
}
