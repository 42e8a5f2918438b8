namespace Cairn.Sinks.Store.Predictions;

/// <summary>Keeps the statistics of predictions up with every record. Belongs to the draining thread.</summary>
internal sealed class PerformanceWriter : IDisposable
{
    /// <summary>A distinct prediction was written.</summary>
    public void Add(in StoredPrediction prediction) => throw new NotImplementedException();

    /// <summary>A call that only repeated the prediction: it counts, with its processing time.</summary>
    public void AddRepeat(in StoredPrediction first, double latencyMs) => throw new NotImplementedException();

    /// <summary>The prediction left the store for an archive: what is known of it stays in the statistics.</summary>
    public void AddArchived(in StoredPrediction prediction) => throw new NotImplementedException();

    /// <summary>The prediction came back from an archive.</summary>
    public void RemoveArchived(in StoredPrediction prediction) => throw new NotImplementedException();

    /// <summary>Works everything out anew from the records: model, or empty for all.</summary>
    public void Rebuild(string model) => throw new NotImplementedException(model);

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush() => GC.KeepAlive(this);

    public void Dispose()
    {
    }
}
