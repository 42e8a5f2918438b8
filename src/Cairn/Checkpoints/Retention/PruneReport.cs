using Cairn.Storage;

namespace Cairn.Checkpoints.Retention;

/// <summary>What pruning a model did, or would do.</summary>
/// <param name="ModelName">The model.</param>
/// <param name="Removed">Went to the trash, oldest first.</param>
/// <param name="Kept">How many stay.</param>
/// <param name="Refused">Why nothing was removed although the policy would have; null when that is not so.</param>
public sealed record PruneReport(
    string ModelName, IReadOnlyList<CheckpointMetadata> Removed, int Kept, string? Refused = null);
