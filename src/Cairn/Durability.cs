namespace Cairn;

/// <summary>What a record survives once its call has returned.</summary>
public enum Durability
{
    /// <summary>
    /// The death of the process, however it dies. A power cut may take the last half minute, as the system pleases.
    /// </summary>
    Process,

    /// <summary>
    /// A power cut, too, but for the last <see cref="CairnOptions.DiskSyncInterval"/>;
    /// <see cref="CairnTracker.FlushToDiskAsync"/> returns when everything before it is on the disk.
    /// </summary>
    Disk,
}
