using Cairn.Checkpoints.Layout;
using Cairn.IO;

namespace Cairn.Checkpoints.Saving;

/// <summary>Deletes what processes that died left half written. Stateless.</summary>
internal static class SavingSweep
{
    /// <exception cref="IOException">The directory cannot be read or written; what is left is swept next time.</exception>
    public static void Run(CheckpointLayout layout)
    {
        IEnumerable<string> ids = layout.Files.ListDirectories(layout.Saving).Select(path => Path.GetFileName(path))
            .Concat(layout.Files.ListFiles(layout.Saving, "*.lock").Select(path => Path.GetFileNameWithoutExtension(path)));
        foreach (string id in ids.Distinct())
        {
            // Null: its process lives. Not intact: its process has just published it, and the name may be another's now.
            using IFileLock? held = layout.Files.TryLock(layout.SavingLock(id));
            if (held is { IsIntact: true })
            {
                new ClaimedId(layout, id, held).Dispose();
            }
        }
    }
}
