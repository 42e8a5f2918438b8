using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Manifest;
using Cairn.Checkpoints.Retention;
using Cairn.Checkpoints.Saving;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Checkpoints;

public sealed partial class CheckpointManager
{
    /// <summary>Has retention keep a checkpoint for ever.</summary>
    /// <param name="checkpointId">Its id.</param>
    /// <param name="reason">Why, for people.</param>
    /// <exception cref="CheckpointException">There is none of that id, or another process labels just now.</exception>
    /// <exception cref="IOException">The labels cannot be written.</exception>
    public void Pin(string checkpointId, string reason = "") => _labels.Edit(
        Require(checkpointId), labels => labels with { Pins = labels.Pins.SetItem(checkpointId, reason ?? "") });

    /// <summary>Lets retention delete a checkpoint again; nothing changes for one that is not pinned.</summary>
    /// <param name="checkpointId">Its id.</param>
    /// <exception cref="CheckpointException">There is none of that id, or another process labels just now.</exception>
    /// <exception cref="IOException">The labels cannot be written.</exception>
    public void Unpin(string checkpointId) => _labels.Edit(
        Require(checkpointId), labels => labels with { Pins = labels.Pins.Remove(checkpointId) });

    /// <summary>Points an alias of its model at a checkpoint; it is kept as long as one does.</summary>
    /// <param name="alias">As <c>champion</c>; not empty.</param>
    /// <param name="checkpointId">Its id.</param>
    /// <exception cref="CheckpointException">There is none of that id, or another process labels just now.</exception>
    /// <exception cref="IOException">The labels cannot be written.</exception>
    public void SetAlias(string alias, string checkpointId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alias);
        _labels.Edit(
            Require(checkpointId), labels => labels with { Aliases = labels.Aliases.SetItem(alias, checkpointId) });
    }

    /// <summary>Takes an alias of a model away; nothing happens when there is none.</summary>
    /// <exception cref="CheckpointException">Another process labels just now.</exception>
    /// <exception cref="IOException">The labels cannot be written.</exception>
    public void RemoveAlias(string model, string alias)
    {
        if (_labels.Read(model).Aliases.TryGetValue(alias, out string? checkpointId))
        {
            _labels.Edit(Require(checkpointId), labels => labels with { Aliases = labels.Aliases.Remove(alias) });
        }
    }

    /// <summary>Makes a checkpoint the one that loading its model takes; it is kept as long as it is that.</summary>
    /// <param name="checkpointId">Its id.</param>
    /// <exception cref="CheckpointException">There is none of that id, or another process labels just now.</exception>
    /// <exception cref="IOException">The labels cannot be written.</exception>
    public void Activate(string checkpointId) => _labels.Edit(
        Require(checkpointId), labels => labels with { Active = checkpointId });

    /// <summary>Checks one checkpoint. What is found is also told to the store.</summary>
    /// <exception cref="CheckpointException">There is none of that id.</exception>
    public CheckpointVerification Verify(
        string checkpointId, VerificationDepth depth = VerificationDepth.Full, CancellationToken cancellation = default) =>
        Verify(_layout, ModelOf(checkpointId) ?? throw Missing(checkpointId), checkpointId, depth, cancellation);

    /// <summary>
    /// Checks everything in the checkpoint directory, folders that should be checkpoints and are not included; one
    /// result as each is done.
    /// </summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<CheckpointVerification> VerifyAll(
        VerificationDepth depth = VerificationDepth.Full, CancellationToken cancellation = default) =>
        VerifyAll(_layout, depth, cancellation);

    /// <summary>The same in the backup directory; nothing where there is none.</summary>
    /// <inheritdoc cref="VerifyAll(VerificationDepth, CancellationToken)"/>
    public IEnumerable<CheckpointVerification> VerifyBackup(
        VerificationDepth depth = VerificationDepth.Full, CancellationToken cancellation = default) =>
        _backup is null ? [] : VerifyAll(_backup, depth, cancellation);

    /// <summary>Moves what <see cref="CheckpointOptions.Retention"/> does not keep to the trash.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dryRun">Only say what would go.</param>
    /// <exception cref="CheckpointException">Another process labels or deletes just now, or the labels are damaged;
    /// nothing was moved.</exception>
    /// <exception cref="IOException">Something could not be moved; the rest is where it was.</exception>
    public PruneReport Prune(string model, bool dryRun = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        return _upkeep.Prune(model, dryRun: dryRun);
    }

    /// <summary>Moves one checkpoint to the trash.</summary>
    /// <exception cref="CheckpointException">There is none of that id, it is labelled, no other is sound, or another
    /// process labels or deletes just now; nothing was moved.</exception>
    /// <exception cref="IOException">It could not be moved.</exception>
    public void Delete(string checkpointId)
    {
        CheckpointMetadata found = Require(checkpointId);
        new Pruner(_layout, _trash, _options.KeepInTrash).Remove(found, () => _index.List(found.ModelName));
        _records.Tell(CheckpointAction.Removed, found.ModelName, checkpointId, "deleted by hand");
        _index.Changed();
    }

    /// <summary>Copies a checkpoint to <see cref="CheckpointOptions.BackupDirectory"/>, and verifies the copy.</summary>
    /// <exception cref="CheckpointException">There is none of that id, or it is not sound.</exception>
    /// <exception cref="InvalidOperationException">No backup directory is set.</exception>
    /// <exception cref="IOException">It could not be copied.</exception>
    public void BackUp(string checkpointId)
    {
        _ = _backup ?? throw new InvalidOperationException($"{nameof(CheckpointOptions.BackupDirectory)} is not set.");
        _upkeep.BackUp(Require(checkpointId));
    }

    /// <summary>What is in the trash, the nearest deadline first.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<TrashedCheckpoint> ListTrash() => _trash.List();

    /// <summary>Deletes what is in the trash, whatever its deadline; returns how many.</summary>
    /// <exception cref="IOException">Something could not be deleted.</exception>
    public int EmptyTrash() => _trash.Empty(all: true);

    /// <summary>Brings a checkpoint back, from the trash or else from the backup, after verifying it.</summary>
    /// <exception cref="CheckpointException">It is in neither, or not sound there.</exception>
    /// <exception cref="IOException">It could not be moved or copied.</exception>
    public CheckpointMetadata Restore(string checkpointId)
    {
        ArgumentException.ThrowIfNullOrEmpty(checkpointId);
        CheckpointMetadata restored = new Restoration(_layout, _backup, _trash, _copy).Run(checkpointId);
        _records.Tell(CheckpointAction.Restored, restored);
        _index.Changed();
        return restored;
    }

    /// <summary>Writes a group of tensors as a plain safetensors file, which other programs can read.</summary>
    /// <param name="checkpointId">Its id.</param>
    /// <param name="path">The file to make; one that is there is replaced.</param>
    /// <param name="group">Which tensors; default the model's.</param>
    /// <exception cref="CheckpointException">There is none of that id, it has no such group, or it is not sound.</exception>
    /// <exception cref="IOException">The file could not be written, and is as it was.</exception>
    public void Export(string checkpointId, string path, string group = LoadedCheckpoint.ModelGroup)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = new CheckpointFolder(_layout, Require(checkpointId).ModelName, checkpointId);
        ManifestFile file = folder.ReadManifest().Files.FirstOrDefault(file => file.Group == group)
            ?? throw new CheckpointException(
                "checkpoint.missing", $"Checkpoint {checkpointId} has no tensors of the group '{group}'.");
        using FileImage image = LoadedTensors.ReadImage(_layout.Files, _seldom, folder.FilePath(file), file);
        string next = Path.GetFullPath(path) + ".next";
        _layout.Files.DeleteFile(next);
        ImageWriter.Write(_layout.Files, next, image);
        _layout.Files.Move(next, Path.GetFullPath(path));
        _layout.Files.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>
    /// Compares the index with the folders of every model; returns how many entries were mended. It happens by itself,
    /// too, when a folder has changed.
    /// </summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    /// <exception cref="StoreUnavailableException">The index cannot be written now.</exception>
    public int Reindex() => ListModels().Sum(_index.Rebuild);

    private IEnumerable<CheckpointVerification> VerifyAll(
        CheckpointLayout layout, VerificationDepth depth, CancellationToken cancellation)
    {
        foreach (string modelFolder in layout.ModelFolders())
        {
            string model = Indexing.FolderCatalog.NameOf(layout, modelFolder) ?? Path.GetFileName(modelFolder);
            foreach (string id in layout.CheckpointNames(model))
            {
                CheckpointVerification result = Verify(layout, model, id, depth, cancellation);
                if (result.IsSound || layout.Files.DirectoryExists(result.Folder)) // else it was cleared away meanwhile
                {
                    yield return result;
                }
            }
        }
    }

    private CheckpointVerification Verify(
        CheckpointLayout layout, string model, string id, VerificationDepth depth, CancellationToken cancellation)
    {
        var folder = new CheckpointFolder(layout, model, id);
        try
        {
            CheckpointManifest manifest = folder.Verify(depth, cancellation);
            return new CheckpointVerification(model, id, folder.Path, manifest.Metadata.Bytes, null);
        }
        catch (Exception error) when (error is CheckpointIntegrityException or IOException)
        {
            if (layout.Files.DirectoryExists(folder.Path))
            {
                _records.Tell(CheckpointAction.Damaged, model, id, error.Message);
            }

            return new CheckpointVerification(model, id, folder.Path, 0, error.Message);
        }
    }
}
