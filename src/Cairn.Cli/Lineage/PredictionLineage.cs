using Cairn.Storage;

namespace Cairn.Cli.Lineage;

/// <summary>A prediction and the way back from it: what answered, and what made that. Immutable.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Contract">How it is judged; null when nobody said.</param>
/// <param name="Checkpoint">What answered.</param>
/// <param name="Run">What made that.</param>
internal sealed record PredictionLineage(
    PredictionInfo Prediction, ModelContract? Contract, CheckpointLink Checkpoint, RunLink Run)
{
    public static PredictionLineage Read(CliCall call, IRunStore store, PredictionInfo prediction)
    {
        CheckpointLink checkpoint = new CheckpointTracer(store, StoreAccess.Checkpoints(call.Folder), call.Context.Time)
            .Trace(prediction.CheckpointId, prediction.CheckpointDigest);
        return new PredictionLineage(
            prediction,
            store.Predictions.FindContract(prediction.Model),
            checkpoint,
            RunLink.Read(store, checkpoint));
    }
}
