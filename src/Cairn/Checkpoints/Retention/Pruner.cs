using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Checkpoints.Retention;

/// <summary>
/// Moves checkpoints that are not worth their room to the trash, one process at a time. Before anything goes, one that
/// stays is proved to be sound, byte by byte: the last sound checkpoint of a model is never among those that go.
/// </summary>
internal sealed class Pruner(CheckpointLayout layout, Trash trash, TimeSpan keepInTrash)
{
    /// <summary>Does what the policy says.</summary>
    /// <param name="model">The model.</param>
    /// <param name="list">Lists its checkpoints, newest first; called under the model's lock.</param>
    /// <param name="policy">What to keep.</param>
    /// <param name="justSaved">A checkpoint that was published and verified just now; null when there is none.</param>
    /// <param name="dryRun">Only say what would go.</param>
    /// <exception cref="CheckpointException">Another process holds the model's lock for long.</exception>
    /// <exception cref="IOException">Something could not be moved; the rest is where it was.</exception>
    public PruneReport Prune(
        string model,
        Func<IReadOnlyList<CheckpointMetadata>> list,
        IRetentionPolicy policy,
        string? justSaved = null,
        bool dryRun = false)
    {
        using IFileLock held = layout.LockModel(model);
        var plan = PrunePlan.Make(list(), policy, LabelsFile.Read(layout, model), justSaved);
        if (plan.Removable.Count == 0 || dryRun)
        {
            return new PruneReport(model, plan.Removable, plan.Kept.Count);
        }

        if (!HasSound(plan.Kept, justSaved))
        {
            return new PruneReport(
                model, [], plan.Kept.Count + plan.Removable.Count,
                "None of the checkpoints to keep is sound, so the others were kept too.");
        }

        return new PruneReport(model, Remove(plan.Removable), plan.Kept.Count);
    }

    /// <summary>Moves one checkpoint to the trash, if another one stays that is sound.</summary>
    /// <exception cref="CheckpointException">It is labelled, or the last sound one; nothing was moved.</exception>
    /// <exception cref="IOException">It could not be moved.</exception>
    public void Remove(CheckpointMetadata metadata, Func<IReadOnlyList<CheckpointMetadata>> list)
    {
        using IFileLock held = layout.LockModel(metadata.ModelName);
        string[] labels = [.. LabelsFile.Read(layout, metadata.ModelName).WhyKept(metadata.CheckpointId)];
        if (labels.Length > 0)
        {
            throw new CheckpointException(
                "checkpoint.kept",
                $"{metadata.CheckpointId} is kept ({string.Join(", ", labels)}). Take the label away first.");
        }

        if (!HasSound([.. list().Where(one => one.CheckpointId != metadata.CheckpointId)], justSaved: null))
        {
            throw new CheckpointException(
                "checkpoint.kept", $"{metadata.CheckpointId} is kept: no other checkpoint of the model is sound.");
        }

        trash.Throw(metadata.ModelName, metadata.CheckpointId, keepInTrash);
    }

    private List<CheckpointMetadata> Remove(IReadOnlyList<CheckpointMetadata> oldestFirst)
    {
        var removed = new List<CheckpointMetadata>();
        foreach (CheckpointMetadata one in oldestFirst.Where(one => layout.Files.DirectoryExists(FolderOf(one))))
        {
            trash.Throw(one.ModelName, one.CheckpointId, keepInTrash);
            removed.Add(one);
        }

        return removed;
    }

    private bool HasSound(IReadOnlyList<CheckpointMetadata> checkpoints, string? justSaved) =>
        checkpoints.Any(one => one.CheckpointId == justSaved && IsSound(one, VerificationDepth.Quick))
        || checkpoints.Any(one => IsSound(one, VerificationDepth.Full));

    private bool IsSound(CheckpointMetadata metadata, VerificationDepth depth)
    {
        try
        {
            new CheckpointFolder(layout, metadata.ModelName, metadata.CheckpointId).Verify(depth);
            return true;
        }
        catch (Exception error) when (error is CheckpointIntegrityException or IOException)
        {
            return false;
        }
    }

    private string FolderOf(CheckpointMetadata metadata) =>
        layout.Checkpoint(metadata.ModelName, metadata.CheckpointId);
}
