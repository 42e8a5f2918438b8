using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Manifest;
using Cairn.Checkpoints.Retention;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// Copies a checkpoint from one directory to another (to a backup, or back), with every byte verified on the way in and
/// read back on the way out. Belongs to one thread at a time.
/// </summary>
internal sealed class FolderCopy(SegmentPool pool, TimeProvider time)
{
    /// <summary>How long a damaged copy that was replaced can still be looked at.</summary>
    private static readonly TimeSpan KeepDamaged = TimeSpan.FromDays(1);

    /// <summary>Does nothing when a sound copy is there already; a damaged one goes to the trash of that directory.</summary>
    /// <exception cref="CheckpointIntegrityException">The checkpoint is not what was written; nothing was copied.</exception>
    /// <exception cref="IOException">It could not be read, written or confirmed.</exception>
    public CheckpointMetadata Copy(CheckpointLayout from, CheckpointLayout to, string model, string id)
    {
        var source = new CheckpointFolder(from, model, id);
        CheckpointManifest manifest = source.ReadManifest();
        if (HasSound(to, manifest))
        {
            return manifest.Metadata;
        }

        to.Files.CreateDirectory(to.Saving);
        using IFileLock held = to.Files.TryLock(to.SavingLock(id)) ?? throw new IOException(
            $"'{to.SavingFolder(id)}' is being written by another process.");
        using var claim = new ClaimedId(to, id, held);
        to.Files.DeleteDirectory(claim.Folder);
        to.Files.CreateDirectory(claim.Folder);
        foreach (ManifestFile file in manifest.Files)
        {
            using FileImage image = TensorFile.ReadVerified(from.Files, pool, source.FilePath(file), file);
            ImageWriter.Write(to.Files, Path.Combine(claim.Folder, file.Name), image);
        }

        WriteManifest(from, to, claim.Folder, manifest.Metadata);
        if (to.Files.DirectoryExists(to.Checkpoint(model, id)))
        {
            new Trash(to, time).Throw(model, id, KeepDamaged);
        }

        FolderMove.Publish(to, claim.Folder, manifest.Metadata);
        return manifest.Metadata;
    }

    private static bool HasSound(CheckpointLayout to, CheckpointManifest manifest)
    {
        (string model, string id) = (manifest.Metadata.ModelName, manifest.Metadata.CheckpointId);
        if (!to.Files.DirectoryExists(to.Checkpoint(model, id)))
        {
            return false;
        }

        try
        {
            CheckpointManifest there = new CheckpointFolder(to, model, id).Verify(VerificationDepth.Full);
            return there.Metadata.Digest == manifest.Metadata.Digest
                ? true
                : throw new IOException($"'{to.Checkpoint(model, id)}' holds another checkpoint of the same id.");
        }
        catch (CheckpointIntegrityException)
        {
            return false;
        }
    }

    private void WriteManifest(CheckpointLayout from, CheckpointLayout to, string folder, CheckpointMetadata metadata)
    {
        using IDurableFile source = from.Files.Open(
            from.Manifest(metadata.ModelName, metadata.CheckpointId), FileIntent.Read);
        byte[] bytes = new byte[Math.Min(source.Length, CheckpointManifest.MaxBytes)];
        using var image = new FileImage(pool, source.Read(0, bytes));
        image.Write(0, bytes.AsSpan(0, (int)image.Length));
        string path = Path.Combine(folder, CheckpointLayout.ManifestName);
        ImageWriter.Write(to.Files, path, image);
        if (ManifestReader.Read(to.Files, path).Metadata.Digest != metadata.Digest)
        {
            throw new IOException($"'{source.Path}' changed while it was copied.");
        }
    }
}
