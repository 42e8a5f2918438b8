using Cairn.Recording;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Takes predictions out of the store that are in an archive, and puts them back. Belongs to the draining thread.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    /// <summary>Predictions are in an archive. False when the record makes no sense; nothing was changed then.</summary>
    public bool TryRemove(in TextRecord record) => throw new NotImplementedException();

    /// <summary>A prediction comes back. False when the record makes no sense; nothing was changed then.</summary>
    public bool TryRestore(in TextRecord record) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
