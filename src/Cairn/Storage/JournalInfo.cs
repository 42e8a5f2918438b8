namespace Cairn.Storage;

/// <summary>What the store has taken from one process's journal.</summary>
/// <param name="Id">Name of the journal.</param>
/// <param name="Stored">Records that are in the store.</param>
/// <param name="Damaged">Records that could not be read from the journal.</param>
/// <param name="Undefined">Records whose run or series number has no definition any more.</param>
/// <param name="IsClosed">True when the journal was drained to its end.</param>
public sealed record JournalInfo(string Id, long Stored, long Damaged, long Undefined, bool IsClosed);
