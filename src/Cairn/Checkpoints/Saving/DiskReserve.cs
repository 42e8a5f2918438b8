using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Retention;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// Keeps a part of the disk free for everything else: a save that would go into it first empties the trash, oldest
/// first, and is then refused. Belongs to the saving thread.
/// </summary>
internal sealed class DiskReserve(CheckpointLayout layout, Trash trash, long reserveBytes)
{
    /// <summary>Folders, the manifest, and what the file system itself needs.</summary>
    private const long Overhead = 1 << 20;

    /// <exception cref="CheckpointException">There is not enough room.</exception>
    public void Require(long bytes)
    {
        long free = layout.Files.FreeBytes(layout.Root);
        while (free - bytes - Overhead < reserveBytes && trash.DeleteOldest())
        {
            free = layout.Files.FreeBytes(layout.Root);
        }

        if (free - bytes - Overhead < reserveBytes)
        {
            throw new CheckpointException(
                "checkpoint.full",
                $"The disk of '{layout.Root}' has {free} bytes free; the checkpoint takes {bytes}, and {reserveBytes} stay "
                + $"reserved ({nameof(CheckpointOptions.DiskReserveBytes)}). Earlier checkpoints are kept. Make room, or "
                + "run `cairn checkpoints prune`.");
        }
    }
}
