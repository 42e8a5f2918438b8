namespace Cairn.Sinks.Store.Predictions;

/// <summary>Keeps sketches of what models are given and answer, by day and checkpoint. Belongs to the draining thread.</summary>
internal sealed class ProfileWriter : IDisposable
{
    /// <summary>A distinct prediction was written.</summary>
    public void Add(in StoredPrediction prediction, ReadOnlySpan<float> features) => throw new NotImplementedException();

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush() => GC.KeepAlive(this);

    public void Dispose()
    {
    }
}
