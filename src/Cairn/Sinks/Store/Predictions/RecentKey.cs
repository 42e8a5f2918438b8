using Cairn.Recording;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>The question that a model was asked: with the same one it should give the same answer.</summary>
/// <param name="Model">Id of the label.</param>
/// <param name="Symbol">Id of the label.</param>
/// <param name="Checkpoint">Id in <c>prediction_checkpoints</c>; 0 for none.</param>
/// <param name="HashLow">Of the features.</param>
/// <param name="HashHigh">Of the features.</param>
internal readonly record struct RecentKey(int Model, int Symbol, int Checkpoint, ulong HashLow, ulong HashHigh)
{
    public static RecentKey Of(in StoredPrediction prediction, in PredictionPayload fields) => new(
        (int)prediction.Model, (int)prediction.Symbol, (int)prediction.Checkpoint, fields.HashLow, fields.HashHigh);

    /// <summary>The features' hash is spread well already; the rest is small numbers.</summary>
    public int Bucket(int mask)
    {
        const uint Spread = 0x9E3779B1;
        uint names = ((((uint)Model * Spread) + (uint)Symbol) * Spread) + (uint)Checkpoint;
        return (int)((uint)HashLow ^ (names * Spread)) & mask;
    }
}
