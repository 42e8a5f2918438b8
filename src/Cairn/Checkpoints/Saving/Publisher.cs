using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Manifest;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Checkpoints.Saving;

/// <summary>
/// Turns a pending checkpoint into a published one: written aside, synced, read back, renamed. Whoever looks sees no
/// checkpoint or a whole one. Belongs to the saving thread.
/// </summary>
internal sealed class Publisher(CheckpointLayout layout, SegmentPool pool, bool compress)
{
    /// <param name="pending">What is to be published.</param>
    /// <param name="createdUtc">The time that it is to have.</param>
    /// <exception cref="IOException">It could not be written or confirmed; older checkpoints are untouched.</exception>
    public CheckpointMetadata Publish(PendingCheckpoint pending, DateTimeOffset createdUtc)
    {
        string folder = pending.Claim.Folder;
        layout.Files.CreateDirectory(folder);
        ManifestFile[] files = [.. pending.Images.Select(image => WriteTensors(folder, image.Key, image.Value))];
        CheckpointMetadata metadata = pending.Metadata with
        {
            CreatedUtc = createdUtc,
            Bytes = files.Sum(file => file.Bytes),
        };
        metadata = WriteManifest(folder, new CheckpointManifest(metadata, [.. files], pending.State));
        FolderMove.Publish(layout, folder, metadata);
        return metadata;
    }

    private ManifestFile WriteTensors(string folder, string group, FileImage image)
    {
        if (compress && ImageCompression.TryCompress(pool, image) is { } smaller)
        {
            using (smaller)
            {
                return Write(folder, new ManifestFile(group, smaller.Length, "", image.Length), smaller);
            }
        }

        return Write(folder, new ManifestFile(group, image.Length, ""), image);
    }

    private ManifestFile Write(string folder, ManifestFile file, FileImage image) =>
        file with { Sha256 = ImageWriter.Write(layout.Files, Path.Combine(folder, file.Name), image) };

    /// <summary>Written last: a folder without it is no checkpoint.</summary>
    private CheckpointMetadata WriteManifest(string folder, CheckpointManifest manifest)
    {
        (byte[] bytes, CheckpointMetadata metadata) = ManifestWriter.Write(manifest);
        if (bytes.Length > CheckpointManifest.MaxBytes)
        {
            throw new IOException(
                $"The state of the checkpoint that is not tensors takes {bytes.Length} bytes as JSON; "
                + $"{CheckpointManifest.MaxBytes} is the limit. Hand large state over as tensors.");
        }

        using var image = new FileImage(pool, bytes.Length);
        image.Write(0, bytes);
        ImageWriter.Write(layout.Files, Path.Combine(folder, CheckpointLayout.ManifestName), image);
        return metadata;
    }
}
