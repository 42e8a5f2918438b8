using Cairn.Checkpoints.Layout;
using Cairn.Storage;

namespace Cairn.Checkpoints.Saving;

/// <summary>The step in which a checkpoint comes into being, the same for a new, a restored and a copied one.</summary>
internal static class FolderMove
{
    /// <summary>
    /// Moves a whole checkpoint to its place. After this returns it is there, and there after a power cut.
    /// </summary>
    /// <param name="layout">The directory that it goes to, on the folder's volume.</param>
    /// <param name="from">A folder with synced files.</param>
    /// <param name="metadata">Says which model and id it has.</param>
    /// <exception cref="IOException">It is not there, or the disk does not confirm that it is.</exception>
    public static void Publish(CheckpointLayout layout, string from, CheckpointMetadata metadata)
    {
        string model = layout.Model(metadata.ModelName);
        layout.Files.SyncDirectory(from);
        if (!layout.Files.DirectoryExists(model))
        {
            layout.Files.CreateDirectory(model);
            layout.Files.SyncDirectory(layout.Root);
            layout.Files.SyncDirectory(Path.GetDirectoryName(layout.Root) ?? layout.Root); // the first save made the root
        }

        layout.Files.Move(from, layout.Checkpoint(metadata.ModelName, metadata.CheckpointId));
        layout.Files.SyncDirectory(model);
    }
}
