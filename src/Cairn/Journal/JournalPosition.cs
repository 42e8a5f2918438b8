namespace Cairn.Journal;

/// <summary>A place in a journal: everything before it has been read. Ordered.</summary>
/// <param name="Segment">Number of the segment, from 1; 0 is the place before everything.</param>
/// <param name="Offset">Byte in the segment's file.</param>
internal readonly record struct JournalPosition(long Segment, int Offset) : IComparable<JournalPosition>
{
    public static readonly JournalPosition Start;

    /// <summary>A place that was stored; <see cref="Start"/> where the numbers cannot be one.</summary>
    public static JournalPosition Of(long segment, long offset) =>
        segment > 0 && offset is >= 0 and <= int.MaxValue ? new JournalPosition(segment, (int)offset) : Start;

    public int CompareTo(JournalPosition other) =>
        Segment != other.Segment ? Segment.CompareTo(other.Segment) : Offset.CompareTo(other.Offset);

    public static bool operator <(JournalPosition left, JournalPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(JournalPosition left, JournalPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(JournalPosition left, JournalPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(JournalPosition left, JournalPosition right) => left.CompareTo(right) >= 0;
}
