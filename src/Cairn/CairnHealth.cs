namespace Cairn;

/// <summary>
/// What Cairn says of itself, for one process. Always <c>Accepted = Stored + Lost + Pending</c>; what was refused was
/// never accepted and stands beside.
/// </summary>
public sealed record CairnHealth
{
    /// <summary>Records that calls handed in and the journal took.</summary>
    public required long Accepted { get; init; }

    /// <summary>Of these, records that are in the store.</summary>
    public required long Stored { get; init; }

    /// <summary>Of these, records that are lost.</summary>
    public required long Lost { get; init; }

    /// <summary>Of these, records on their way from the journal to the store.</summary>
    public long Pending => Accepted - Stored - Lost;

    /// <summary>Records that the journal did not take.</summary>
    public required long Refused { get; init; }

    /// <summary>How many records were lost or refused, by kind; kinds without any are left out.</summary>
    public required IReadOnlyDictionary<LossKind, long> Losses { get; init; }

    /// <summary>How long ago the store had everything; about the drain interval when all is well.</summary>
    public required TimeSpan DrainLag { get; init; }

    /// <summary>Bytes of disk that the journal takes up now.</summary>
    public required long JournalBytes { get; init; }

    /// <summary>
    /// Mean duration of a call that logs a point, in nanoseconds, from a sample; 0 when none was timed.
    /// </summary>
    public required double MeanLogNanoseconds { get; init; }

    /// <summary>True when this process is the one that writes the store.</summary>
    public required bool IsStoreWriter { get; init; }

    /// <summary>Journals of dead processes that this process brought into the store.</summary>
    public required int RecoveredJournals { get; init; }
}
