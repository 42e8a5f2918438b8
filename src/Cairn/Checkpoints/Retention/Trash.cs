using Cairn.Checkpoints.Layout;

namespace Cairn.Checkpoints.Retention;

/// <summary>
/// Where checkpoints go before they are deleted, each with a deadline in its name. Keeps no state but the folders, so
/// any number of processes may use it.
/// </summary>
internal sealed class Trash(CheckpointLayout layout, TimeProvider time)
{
    /// <summary>Moves a checkpoint away; it can come back until the deadline.</summary>
    /// <exception cref="IOException">It could not be moved, and is where it was.</exception>
    public void Throw(string model, string id, TimeSpan keepFor)
    {
        layout.Files.CreateDirectory(layout.TrashOf(model));
        layout.Files.Move(
            layout.Checkpoint(model, id), layout.TrashFolder(model, id, time.GetUtcNow() + keepFor));
        layout.Files.SyncDirectory(layout.TrashOf(model));
        layout.Files.SyncDirectory(layout.Model(model));
    }

    /// <summary>What is in it, the nearest deadline first.</summary>
    public IReadOnlyList<TrashedCheckpoint> List()
    {
        var found = new List<TrashedCheckpoint>();
        foreach (string folder in layout.Files.ListDirectories(layout.Trash).SelectMany(layout.Files.ListDirectories))
        {
            if (CheckpointLayout.TryReadTrashName(folder, out string id, out DateTimeOffset deadline))
            {
                found.Add(new TrashedCheckpoint(id, deadline, folder));
            }
        }

        return [.. found.OrderBy(one => one.DeletedAfterUtc)];
    }

    /// <summary>Deletes what is past its deadline, or all; returns how many.</summary>
    public int Empty(bool all = false)
    {
        DateTimeOffset now = time.GetUtcNow();
        int count = 0;
        foreach (TrashedCheckpoint one in List().Where(one => all || one.DeletedAfterUtc <= now))
        {
            layout.Files.DeleteDirectory(one.Folder);
            count++;
        }

        return count;
    }

    /// <summary>False when nothing is left to delete.</summary>
    public bool DeleteOldest()
    {
        if (List() is not [var oldest, ..])
        {
            return false;
        }

        layout.Files.DeleteDirectory(oldest.Folder);
        return true;
    }
}
