using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Cli.Drift;

/// <summary>How the live predictions of one checkpoint compare with its training. Immutable.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Live">How many predictions of it there are in the range.</param>
/// <param name="Report">The comparison; null when there is nothing to compare with.</param>
/// <param name="Problem">Why the checkpoint cannot be read; null when it can, and then it may have no profile.</param>
internal sealed record CheckpointDrift(
    CheckpointMetadata Checkpoint, long Live, DriftReport? Report, string? Problem = null);
