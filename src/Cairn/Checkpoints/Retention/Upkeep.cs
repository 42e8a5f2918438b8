using System.Globalization;
using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Saving;
using Cairn.Diagnostics;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Checkpoints.Retention;

/// <summary>
/// What is done after each save: a copy to the backup, pruning here and there, emptying the trash. Failures are
/// reported and leave the checkpoint as it is. Belongs to one thread at a time.
/// </summary>
internal sealed class Upkeep(
    CheckpointLayout layout,
    CheckpointLayout? backup,
    FolderCopy copy,
    IRetentionPolicy policy,
    TimeSpan keepInTrash,
    CheckpointIndex index,
    CheckpointRecords records,
    FailureReporter failures,
    TimeProvider time)
{
    private readonly Trash _trash = new(layout, time);

    /// <summary>Returns the metadata with what is known only now: whether it is the best.</summary>
    public CheckpointMetadata Run(CheckpointMetadata saved, Run? run)
    {
        Try($"backup of {saved.ModelName}", () => BackUp(saved, run));
        Try($"pruning of {saved.ModelName}", () => Prune(saved.ModelName, saved.CheckpointId, run: run));
        Try("trash", () => _trash.Empty());
        bool isBest = false;
        Try($"index of {saved.ModelName}", () => isBest = IsBest(saved));
        return saved with { IsBest = isBest };
    }

    /// <exception cref="CheckpointException">It is not sound.</exception>
    /// <exception cref="IOException">It could not be copied.</exception>
    public void BackUp(CheckpointMetadata checkpoint, Run? run = null)
    {
        if (backup is null)
        {
            return;
        }

        copy.Copy(layout, backup, checkpoint.ModelName, checkpoint.CheckpointId);
        records.Tell(
            CheckpointAction.BackedUp, checkpoint.ModelName, checkpoint.CheckpointId, $"to {backup.Root}", run);
        var trash = new Trash(backup, time);
        new Pruner(backup, trash, keepInTrash).Prune(
            checkpoint.ModelName,
            () => FolderCatalog.Read(backup, checkpoint.ModelName, Labels.ModelLabels.None),
            new KeptHere(policy, layout),
            checkpoint.CheckpointId);
        trash.Empty();
    }

    /// <exception cref="IOException">Something could not be moved.</exception>
    public PruneReport Prune(string model, string? justSaved = null, bool dryRun = false, Run? run = null)
    {
        PruneReport report = new Pruner(layout, _trash, keepInTrash).Prune(
            model, () => index.List(model), policy, justSaved, dryRun);
        foreach (CheckpointMetadata removed in dryRun ? [] : report.Removed)
        {
            records.Tell(
                CheckpointAction.Removed, model, removed.CheckpointId, ToTrash(keepInTrash), run);
        }

        if (report.Removed.Count > 0 && !dryRun)
        {
            index.Changed();
        }

        return report;
    }

    private static string ToTrash(TimeSpan keepFor) => string.Create(
        CultureInfo.InvariantCulture, $"retention; in the trash for {keepFor.TotalHours:0.##} hours");

    private bool IsBest(CheckpointMetadata saved) =>
        saved.MonitorMetric is { } metric
        && index.FindBest(saved.ModelName, metric, saved.Goal)?.CheckpointId == saved.CheckpointId;

    private void Try(string what, Action action)
    {
        try
        {
            action();
            failures.Recovered(CairnFailureKind.Checkpoints, what, $"The {what} works again.");
        }
#pragma warning disable CA1031 // a retention policy is the user's code, and the checkpoint is published already
        catch (Exception error)
#pragma warning restore CA1031
        {
            failures.Report(CairnFailureKind.Checkpoints, what, $"The {what} failed: {error.Message}", error);
        }
    }
}
