using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Checkpoints.Indexing;

/// <summary>
/// Compares the index of a model with its folder, and tells the journal where they differ: the index was lost, or
/// restored from yesterday, or somebody moved folders by hand. Stateless.
/// </summary>
internal sealed class IndexRepair(CheckpointLayout layout, CheckpointRecords records, TimeProvider time)
{
    /// <summary>
    /// A folder whose time of change is younger may change once more without a new time: file systems keep it in steps
    /// of milliseconds, the coarsest (FAT) of two seconds.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    /// <summary>Returns how many records were told; the index knows them when they are flushed.</summary>
    /// <param name="store">The index.</param>
    /// <param name="model">The model.</param>
    /// <param name="wholeAt">The stamp of the folder at which the index is whole; 0 when it may change unnoticed.</param>
    public int Run(SqliteRunStore store, string model, out long wholeAt)
    {
        string folder = layout.Model(model);
        long stamp = layout.Files.LastChange(folder); // before the listing, so that a change meanwhile is seen next time
        wholeAt = time.GetUtcNow().Ticks - stamp > Settled.Ticks ? stamp : 0;
        ModelLabels labels = LabelsFile.ReadSound(layout, model);
        IndexedModel? known = store.FindModel(model);
        int told = TellCheckpoints(store, model, labels);
        if (stamp != 0 && (known is null || known.FolderStamp != wholeAt || !HasSame(known, labels)))
        {
            records.TellModel(model, labels, wholeAt);
            told++;
        }

        return told;
    }

    private int TellCheckpoints(SqliteRunStore store, string model, ModelLabels labels)
    {
        var indexed = store.ListCheckpoints(model).ToDictionary(one => one.CheckpointId);
        int told = 0;
        foreach (string id in layout.CheckpointNames(model))
        {
            told += indexed.Remove(id, out CheckpointMetadata? known)
                ? TellPin(known, labels)
                : TellFound(model, id, labels);
        }

        foreach (string id in indexed.Keys)
        {
            records.Tell(CheckpointAction.Removed, model, id, "its folder is gone");
            told++;
        }

        return told;
    }

    private int TellFound(string model, string id, ModelLabels labels)
    {
        if (FolderCatalog.TryRead(layout, model, id) is not { } found)
        {
            return 0;
        }

        records.Tell(CheckpointAction.Indexed, labels.PutOn(found));
        return 1;
    }

    private int TellPin(CheckpointMetadata known, ModelLabels labels)
    {
        string? pin = labels.Pins.GetValueOrDefault(known.CheckpointId);
        if (pin == known.PinnedBecause)
        {
            return 0;
        }

        records.Tell(CheckpointAction.Labelled, known with { PinnedBecause = pin });
        return 1;
    }

    private static bool HasSame(IndexedModel known, ModelLabels labels) =>
        known.ActiveCheckpoint == labels.Active
        && known.Aliases.Count == labels.Aliases.Count
        && labels.Aliases.All(alias => known.Aliases.GetValueOrDefault(alias.Key) == alias.Value);
}
