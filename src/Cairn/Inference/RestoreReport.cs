namespace Cairn.Inference;

/// <summary>What restoring an archive did. Immutable.</summary>
/// <param name="Restored">Predictions that are in the store again, or still.</param>
/// <param name="TooLong">Lines that do not fit into a record of the journal (512 KiB); they stay in the archive
/// only.</param>
/// <param name="Unreadable">Lines that are no predictions.</param>
public sealed record RestoreReport(long Restored, long TooLong, long Unreadable);
