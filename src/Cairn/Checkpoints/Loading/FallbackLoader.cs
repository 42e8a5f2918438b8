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
    CheckpointLayout layout,
    CheckpointLayout? backup,
    CheckpointLoader loader,
    CheckpointRecords records,
    Action<CheckpointMetadata> onLoaded)
{
    /// <summary>Loads the wanted checkpoint or its backup.</summary>
    /// <exception cref="CheckpointException">Neither is sound.</exception>
    public LoadedCheckpoint LoadExactly(CheckpointMetadata wanted)
    {
        var passedOver = new List<string>();
        return TryLoad(wanted, passedOver) ?? throw Unsound(wanted.ModelName, passedOver);
    }

    /// <summary>Loads the wanted checkpoint, or the newest one that is sound.</summary>
    /// <param name="wanted">The one to begin with.</param>
    /// <param name="list">
    /// Lists the checkpoints of its model, newest first; asked again after each that could not be loaded, since another
    /// process may have put a newer one in its place.
    /// </param>
    /// <exception cref="CheckpointException">None is sound.</exception>
    public LoadedCheckpoint Load(CheckpointMetadata wanted, Func<IReadOnlyList<CheckpointMetadata>> list)
    {
        var passedOver = new List<string>();
        var tried = new HashSet<string>(); // bounded by the checkpoints of the model
        for (CheckpointMetadata? next = wanted; next is not null;)
        {
            if (TryLoad(next, passedOver) is { } loaded)
            {
                return loaded;
            }

            tried.Add(next.CheckpointId);
            next = list().Concat(InBackup(wanted.ModelName)).FirstOrDefault(one => !tried.Contains(one.CheckpointId));
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
                TellDamage(place, wanted, error.Message);
            }
        }

        return null;
    }

    /// <summary>One that was cleared away meanwhile is not damaged.</summary>
    private void TellDamage(CheckpointLayout place, CheckpointMetadata wanted, string message)
    {
        if (place.Files.DirectoryExists(place.Checkpoint(wanted.ModelName, wanted.CheckpointId)))
        {
            records.Tell(CheckpointAction.Damaged, wanted.ModelName, wanted.CheckpointId, message);
        }
    }

    private LoadedCheckpoint Tell(LoadedCheckpoint loaded, CheckpointMetadata wanted, List<string> passedOver)
    {
        string message = passedOver.Count == 0 ? "" : "passed over: " + string.Join(" ", passedOver);
        records.Tell(CheckpointAction.Loaded, wanted.ModelName, wanted.CheckpointId, message);
        onLoaded(loaded.Metadata);
        return new LoadedCheckpoint(loaded, wanted, passedOver);
    }

    private static CheckpointException Unsound(string model, List<string> passedOver) => new(
        "checkpoint.damaged",
        $"No checkpoint of '{model}' could be loaded, and nothing was changed. {string.Join(" ", passedOver)}");
}
