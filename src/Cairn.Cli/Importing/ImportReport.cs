namespace Cairn.Cli.Importing;

/// <summary>What became of one run that was asked for.</summary>
internal sealed record ImportReport
{
    /// <summary>As it is called where it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Its id in the store; of a run that was there already, that one's. Null when there is nothing in
    /// it.</summary>
    public string? RunId { get; init; }

    /// <summary>Whether it was imported before, and not again.</summary>
    public bool IsKnown { get; init; }

    public long Points { get; init; }

    public long Media { get; init; }

    public long Parameters { get; init; }

    /// <summary>Values that it took back itself when it was restarted.</summary>
    public long TakenBack { get; init; }

    /// <summary>Values that Cairn has no use for, or that make no sense.</summary>
    public long LeftOut { get; init; }

    /// <summary>Media that do not fit into a record.</summary>
    public long TooLarge { get; init; }

    /// <summary>Damaged places: all of them.</summary>
    public long DamageCount { get; init; }

    /// <summary>Damaged places, a sentence each; not all where there are many.</summary>
    public IReadOnlyList<string> Damages { get; init; } = [];

    /// <summary>What is known to be missing and no damage: a file that is still being written, artifacts that cannot be listed. A
    /// sentence each.</summary>
    public IReadOnlyList<string> Incomplete { get; init; } = [];
}
