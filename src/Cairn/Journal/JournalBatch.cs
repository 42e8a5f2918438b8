namespace Cairn.Journal;

/// <summary>
/// Committed, checked frames of one segment, one behind the other, and what was found damaged between them.
/// Valid until the reader that made it reads on.
/// </summary>
internal readonly record struct JournalBatch(
    JournalPosition From,
    JournalPosition To,
    long BaseTimeMs,
    ReadOnlyMemory<byte> Frames,
    int Count,
    int Damaged)
{
    /// <summary>True when there is something to write or a cursor to move.</summary>
    public bool HasProgress => To > From;
}
