namespace Cairn.Recording;

/// <summary>What happened to a checkpoint. The numbers are on disk: never reuse one.</summary>
internal enum CheckpointAction
{
    /// <summary>Published and verified.</summary>
    Saved = 1,

    /// <summary>Found in its folder while the index did not have it.</summary>
    Indexed = 2,

    /// <summary>Its pin, aliases or activity changed.</summary>
    Labelled = 3,

    /// <summary>It is no longer in its folder: retention or somebody moved it away.</summary>
    Removed = 4,

    /// <summary>Came back from the trash or the backup.</summary>
    Restored = 5,

    /// <summary>It could not be saved.</summary>
    NotSaved = 6,

    /// <summary>Its tensors went into a model.</summary>
    Loaded = 7,

    /// <summary>Verification failed.</summary>
    Damaged = 8,

    /// <summary>Copied to the backup folder, and verified there.</summary>
    BackedUp = 9,

    /// <summary>Its golden pairs were replayed, and the model answered as it did while training.</summary>
    Replayed = 10,

    /// <summary>Its golden pairs were replayed, and the model answered otherwise.</summary>
    Mismatched = 11,
}
