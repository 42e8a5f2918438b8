using Cairn.Recording;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Writes predictions; counts repeated ones on the first. Belongs to the draining thread.</summary>
internal sealed class PredictionWriter : IDisposable
{
    /// <summary>False when a word of it has no meaning any more; nothing was written then.</summary>
    public bool TryWrite(StoreIds names, in PredictionRecord record) => throw new NotImplementedException();

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush() => GC.KeepAlive(this);

    public void Dispose()
    {
    }
}
