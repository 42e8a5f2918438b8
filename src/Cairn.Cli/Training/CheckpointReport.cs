using Cairn.Storage;

namespace Cairn.Cli.Training;

/// <summary>What a training saved. Immutable.</summary>
/// <param name="Model">The name that the checkpoints are found by.</param>
/// <param name="Folder">Where they are.</param>
/// <param name="Saved">How many were saved now.</param>
/// <param name="NotSaved">How many could not be saved.</param>
/// <param name="Latest">The newest of the run; null when there is none.</param>
/// <param name="Best">The best of the run; null when none has a validation loss.</param>
internal sealed record CheckpointReport(
    string Model, string Folder, long Saved, long NotSaved, CheckpointMetadata? Latest, CheckpointMetadata? Best);
