using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Manifest;
using Cairn.Checkpoints.Retention;
using Cairn.Storage;

namespace Cairn.Checkpoints.Saving;

/// <summary>Brings checkpoints back from the trash or the backup. Stateless.</summary>
internal sealed class Restoration(CheckpointLayout layout, CheckpointLayout? backup, Trash trash, FolderCopy copy)
{
    /// <exception cref="CheckpointException">It is in neither, or not sound there.</exception>
    /// <exception cref="IOException">It could not be moved or copied.</exception>
    public CheckpointMetadata Run(string id)
    {
        string? backedUp = ModelInBackup(id);
        try
        {
            if (trash.List().LastOrDefault(one => one.CheckpointId == id) is { } trashed)
            {
                return FromTrash(trashed);
            }
        }
        catch (Exception error) when (backedUp is not null && (error is CheckpointIntegrityException or IOException))
        {
            // Deleting it may have begun already; the backup has it whole.
        }

        return backedUp is not null ? copy.Copy(backup!, layout, backedUp, id) : throw new CheckpointException(
            "checkpoint.missing", $"'{id}' is neither in the trash nor in a backup. `cairn checkpoints trash` lists it.");
    }

    private CheckpointMetadata FromTrash(TrashedCheckpoint trashed)
    {
        CheckpointManifest manifest = ManifestReader.Read(
            layout.Files, Path.Combine(trashed.Folder, CheckpointLayout.ManifestName));
        foreach (ManifestFile file in manifest.Files)
        {
            TensorFile.CheckDigest(layout.Files, Path.Combine(trashed.Folder, file.Name), file, default);
        }

        if (manifest.Metadata.CheckpointId != trashed.CheckpointId)
        {
            throw new CheckpointIntegrityException(
                trashed.Folder, "It is another checkpoint.", trashed.CheckpointId, manifest.Metadata.CheckpointId);
        }

        FolderMove.Publish(layout, trashed.Folder, manifest.Metadata);
        return new CheckpointFolder(layout, manifest.Metadata.ModelName, trashed.CheckpointId).ReadManifest().Metadata;
    }

    private string? ModelInBackup(string id) =>
        backup?.FindModelFolder(id) is { } folder ? FolderCatalog.NameOf(backup, folder) : null;
}
