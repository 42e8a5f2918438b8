using Cairn.Journal;

namespace Cairn.Sinks;

/// <summary>How far a sink is in one journal, and what became of the records before that place.</summary>
/// <param name="Position">Where it reads on.</param>
/// <param name="Stored">Records that it has kept.</param>
/// <param name="Damaged">Records that could not be read from the journal.</param>
/// <param name="Undefined">Records whose run or series number has no definition any more.</param>
internal readonly record struct SinkProgress(JournalPosition Position, long Stored, long Damaged, long Undefined)
{
    public static readonly SinkProgress None;
}
