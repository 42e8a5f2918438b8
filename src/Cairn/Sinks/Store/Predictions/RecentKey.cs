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

    /// <summary>
    /// Another one in each process: a journal may be anybody's, and none can make all of its records share a bucket. In
    /// halves, because the hash code of a whole number is both of them in one, before anything is mixed in.
    /// </summary>
    public int Bucket(int mask) => mask & HashCode.Combine(
        Model, Symbol, Checkpoint, (uint)HashLow, (uint)(HashLow >> 32), (uint)HashHigh, (uint)(HashHigh >> 32));
}
