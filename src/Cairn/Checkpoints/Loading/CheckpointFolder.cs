using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Manifest;

namespace Cairn.Checkpoints.Loading;

/// <summary>A published checkpoint on disk. Nothing is read before it is asked for. Stateless.</summary>
/// <param name="layout">The directory that it is in.</param>
/// <param name="model">The model that its folder stands under.</param>
/// <param name="id">The name of its folder.</param>
internal sealed class CheckpointFolder(CheckpointLayout layout, string model, string id)
{
    public string Path => layout.Checkpoint(model, id);

    public bool Exists => layout.Files.FileExists(layout.Manifest(model, id));

    public string FilePath(ManifestFile file) => System.IO.Path.Combine(Path, file.Name);

    /// <summary>Its manifest, which must be the one of this model and id: folders can be renamed by hand.</summary>
    /// <exception cref="CheckpointIntegrityException">There is none, or it is not the one that was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public CheckpointManifest ReadManifest()
    {
        string path = layout.Manifest(model, id);
        if (!Exists)
        {
            throw new CheckpointIntegrityException(path, "The manifest is missing, so this is no checkpoint.");
        }

        CheckpointManifest manifest = ManifestReader.Read(layout.Files, path);
        if (manifest.Metadata.CheckpointId != id || manifest.Metadata.ModelName != model)
        {
            throw new CheckpointIntegrityException(
                path, "It is the manifest of another checkpoint.", id, manifest.Metadata.CheckpointId);
        }

        return manifest with { Metadata = manifest.Metadata with { Folder = CheckpointLayout.Below(model, id) } };
    }

    /// <summary>Checks it without loading it.</summary>
    /// <exception cref="CheckpointIntegrityException">It is not what was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public CheckpointManifest Verify(VerificationDepth depth, CancellationToken cancellation = default)
    {
        CheckpointManifest manifest = ReadManifest();
        foreach (ManifestFile file in manifest.Files)
        {
            if (depth == VerificationDepth.Full)
            {
                TensorFile.CheckDigest(layout.Files, FilePath(file), file, cancellation);
            }
            else
            {
                TensorFile.CheckLength(layout.Files, FilePath(file), file);
            }
        }

        return manifest;
    }
}
