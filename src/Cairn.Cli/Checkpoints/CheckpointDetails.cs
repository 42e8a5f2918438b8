using System.Collections.Immutable;
using System.Text.Json;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Manifest;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>What a checkpoint says of itself, read once; tensors are named and not loaded.</summary>
/// <param name="Metadata">With its labels.</param>
/// <param name="Model">All checkpoints of its model.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Files">Its tensor files.</param>
/// <param name="State">What is not a tensor, by part.</param>
/// <param name="Tensors">By group.</param>
internal sealed record CheckpointDetails(
    CheckpointMetadata Metadata,
    ModelCheckpoints Model,
    string Folder,
    ImmutableArray<ManifestFile> Files,
    IReadOnlyList<JsonProperty> State,
    IReadOnlyDictionary<string, IReadOnlyList<TensorInfo>> Tensors)
{
    /// <exception cref="CheckpointIntegrityException">A file is not what was written.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static CheckpointDetails Read(CheckpointStore store, CheckpointMetadata found)
    {
        var folder = new CheckpointFolder(store.Layout, found.ModelName, found.CheckpointId);
        CheckpointManifest manifest = folder.Verify(VerificationDepth.Quick);
        return new CheckpointDetails(
            // The index may have been given less than the manifest has, where that is long.
            found with { Tags = manifest.Metadata.Tags, TrainingMetadataJson = manifest.Metadata.TrainingMetadataJson },
            store.Model(found.ModelName),
            folder.Path,
            manifest.Files,
            [.. manifest.State.EnumerateObject()],
            ReadTensors(store, found, folder, manifest));
    }

    private static Dictionary<string, IReadOnlyList<TensorInfo>> ReadTensors(
        CheckpointStore store, CheckpointMetadata found, CheckpointFolder folder, CheckpointManifest manifest)
    {
        if (manifest.Files.All(file => file.RawBytes is null))
        {
            return manifest.Files.ToDictionary(file => file.Group, file => TensorHeader.Read(folder.FilePath(file)));
        }

        // What is compressed has no header to look at.
        using LoadedCheckpoint loaded = store.Manager.Load(found.ModelName, found.CheckpointId);
        return loaded.Groups.ToDictionary(group => group, loaded.Tensors);
    }
}
