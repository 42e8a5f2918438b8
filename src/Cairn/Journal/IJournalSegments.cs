namespace Cairn.Journal;

/// <summary>The segments of one journal, as a reader needs them.</summary>
internal interface IJournalSegments
{
    /// <summary>True while somebody may still write: then what is missing may be yet to come.</summary>
    bool MayGrow { get; }

    /// <summary>A segment's bytes; null when there is no such segment.</summary>
    ISegmentSource? Open(long number);

    /// <summary>The number of the first segment behind this one that was ever used; null when there is none.</summary>
    long? NextAfter(long number);
}
