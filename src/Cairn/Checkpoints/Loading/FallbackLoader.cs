using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Checkpoints.Loading;

/// <summary>
/// Loads the checkpoint that is wanted, else its copy in the backup, else the newest sound one, and says what it passed
/// over and why. Safe for any thread.
/// </summary>
internal sealed class FallbackLoader(
    CheckpointLayout layout, CheckpointLayout? backup, CheckpointLoader loader, CheckpointRecords records)
{
    /// <summary>Loads the wanted checkpoint or its backup.</summary>
    /// <exception cref="CheckpointException">Neither is sound.</exception>
    public LoadedCheckpoint LoadExactly(CheckpointMetadata wanted)
    {
        var passedOver = new List<string>();
        return TryLoad(wanted, passedOver) ?? throw Unsound(wanted.ModelName, passedOver);
    }

    /// <summary>Loads the wanted checkpoint, or the newest one that is sound.</summary>
    /// <exception cref="CheckpointException">None is sound.</exception>
    public LoadedCheckpoint Load(CheckpointMetadata wanted, IEnumerable<CheckpointMetadata> newestFirst)
    {
        var passedOver = new List<string>();
        IEnumerable<CheckpointMetadata> others = newestFirst.Concat(InBackup(wanted.ModelName));
        foreach (CheckpointMetadata one in others.Prepend(wanted).DistinctBy(one => one.CheckpointId))
        {
            if (TryLoad(one, passedOver) is { } loaded)
            {
                return loaded;
            }
        }

        throw Unsound(wanted.ModelName, passedOver);
    }

    /// <summary>Checkpoints of a model in the backup, newest first.</summary>
    public IReadOnlyList<CheckpointMetadata> InBackup(string model) =>
        backup is null ? [] : FolderCatalog.Read(backup, model, ModelLabels.None);

    private LoadedCheckpoint? TryLoad(CheckpointMetadata wanted, List<string> passedOver)
    {
        foreach (CheckpointLayout place in backup is null ? [layout] : (CheckpointLayout[])[layout, backup])
        {
            try
            {
                LoadedCheckpoint loaded = loader.Load(place, wanted.ModelName, wanted.CheckpointId);
                return Tell(loaded, wanted, passedOver);
            }
            catch (Exception error) when (error is CheckpointIntegrityException or IOException)
            {
                passedOver.Add($"{wanted.CheckpointId}: {error.Message}");
                records.Tell(CheckpointAction.Damaged, wanted.ModelName, wanted.CheckpointId, error.Message);
            }
        }

        return null;
    }

    private LoadedCheckpoint Tell(LoadedCheckpoint loaded, CheckpointMetadata wanted, List<string> passedOver)
    {
        string message = passedOver.Count == 0 ? "" : "passed over: " + string.Join(" ", passedOver);
        records.Tell(CheckpointAction.Loaded, wanted.ModelName, wanted.CheckpointId, message);
        return new LoadedCheckpoint(loaded, wanted, passedOver);
    }

    private static CheckpointException Unsound(string model, List<string> passedOver) => new(
        "checkpoint.damaged",
        $"No checkpoint of '{model}' could be loaded, and nothing was changed. {string.Join(" ", passedOver)}");
}
