using Cairn.Recording;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Writes outcomes and contracts, and judges predictions by them. Belongs to the draining thread.</summary>
internal sealed class OutcomeWriter : IDisposable
{
    /// <summary>An outcome came. False when the record makes no sense; nothing was written then.</summary>
    public bool TryWrite(in TextRecord record) => throw new NotImplementedException();

    /// <summary>A contract came. False when the record makes no sense; nothing was written then.</summary>
    public bool TryWriteContract(in TextRecord record) => throw new NotImplementedException();

    /// <summary>A distinct prediction was written: outcomes may be waiting for it.</summary>
    public void Match(in StoredPrediction prediction) => throw new NotImplementedException();

    /// <summary>A repetition of a prediction was counted: outcomes may be waiting for its id.</summary>
    public void MatchRepeat(long repeat, in StoredPrediction first) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
