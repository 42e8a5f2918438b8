namespace Cairn.Inference;

/// <summary>How far a cleanup is. Immutable.</summary>
/// <param name="Total">How many predictions are to go.</param>
/// <param name="Archived">How many are in the archive.</param>
/// <param name="Deleted">How many the store has been told to delete.</param>
public readonly record struct CleanupProgress(long Total, long Archived, long Deleted);
