namespace Cairn.Cli.Lineage;

/// <summary>How the checkpoint that a prediction names stands to what there is now.</summary>
internal enum CheckpointStanding
{
    /// <summary>The prediction names none.</summary>
    Unnamed,

    /// <summary>It has the digest that it had when it was loaded.</summary>
    Same,

    /// <summary>It is there, but the prediction carries no digest to compare with.</summary>
    Unproven,

    /// <summary>What is called so now has another digest.</summary>
    Altered,

    /// <summary>It is not what was written.</summary>
    Damaged,

    /// <summary>It is in the trash.</summary>
    Trashed,

    /// <summary>It is gone, and the store remembers it.</summary>
    Removed,

    /// <summary>Nothing is known of it.</summary>
    Unknown,
}
