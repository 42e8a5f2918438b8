using System.Globalization;
using Cairn.Checkpoints.Layout;
using Cairn.IO;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// Gives out ids of checkpoints, as <c>dqn_agent_20250725_143500</c>; of several in one second the later ones end in
/// <c>_2</c>, <c>_3</c>, … An id belongs to whoever holds its lock, so no two processes use the same. Safe for any
/// number of threads.
/// </summary>
internal sealed class CheckpointIds(CheckpointLayout layout)
{
    /// <summary>More than a disk can take in a second; then something else is wrong.</summary>
    private const int MaxInSecond = 10_000;

    /// <exception cref="IOException">The directory cannot be written.</exception>
    public ClaimedId Claim(string model, DateTimeOffset now)
    {
        layout.Files.CreateDirectory(layout.Saving);
        string first = string.Create(
            CultureInfo.InvariantCulture, $"{FolderSlug.Of(model)}_{now.UtcDateTime:yyyyMMdd_HHmmss}");
        for (int number = 1; number <= MaxInSecond; number++)
        {
            string id = number == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first}_{number}");
            if (TryClaim(model, id) is { } claimed)
            {
                return claimed;
            }
        }

        throw new IOException($"No id is free for a checkpoint of '{model}' in this second.");
    }

    private ClaimedId? TryClaim(string model, string id)
    {
        if (IsTaken(model, id) || layout.Files.TryLock(layout.SavingLock(id)) is not { } held)
        {
            return null;
        }

        var claim = new ClaimedId(layout, id, held);
        try
        {
            // The lock may be one that was deleted between opening and locking, and its owner may have published since.
            if (held.IsIntact && !IsTaken(model, id))
            {
                return claim;
            }
        }
        catch
        {
            claim.Dispose();
            throw;
        }

        held.Dispose();
        return null;
    }

    private bool IsTaken(string model, string id) =>
        layout.Files.DirectoryExists(layout.Checkpoint(model, id))
        || layout.Files.DirectoryExists(layout.SavingFolder(id))
        || layout.Files.ListDirectories(layout.TrashOf(model)).Any(
            folder => CheckpointLayout.TryReadTrashName(folder, out string trashed, out _) && trashed == id);
}
