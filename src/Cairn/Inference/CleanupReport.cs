namespace Cairn.Inference;

/// <summary>What a cleanup did, or would do. Immutable.</summary>
public sealed record CleanupReport
{
    /// <summary>Predictions that were recorded before this time were to go.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>How many are in the archive; in a dry run, how many there are.</summary>
    public long Archived { get; init; }

    /// <summary>How many left the store.</summary>
    public long Deleted { get; init; }

    /// <summary>
    /// How many stayed, because something about them or their neighbours changed while they were archived, as by an
    /// outcome that came late: the next cleanup takes them. Or because they have so many repetitions (about 14,000) or
    /// other content that no archive could give them back: they stay for good.
    /// </summary>
    public long Kept { get; init; }

    /// <summary>Length of the archive's file.</summary>
    public long Bytes { get; init; }

    /// <summary>The archive's file; null when nothing had to go, or in a dry run.</summary>
    public string? Path { get; init; }
}
