using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Manifest;

namespace Cairn.Checkpoints.Loading;

/// <summary>Brings whole checkpoints into memory: verified as they are read, or not at all. Safe for any thread.</summary>
internal sealed class CheckpointLoader(SegmentPool pool)
{
    /// <exception cref="CheckpointIntegrityException">A file is not what was written.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public LoadedCheckpoint Load(CheckpointLayout layout, string model, string id)
    {
        var folder = new CheckpointFolder(layout, model, id);
        CheckpointManifest manifest = folder.ReadManifest();
        var groups = new Dictionary<string, LoadedTensors>();
        try
        {
            foreach (ManifestFile file in manifest.Files)
            {
                string path = folder.FilePath(file);
                groups.Add(file.Group, LoadedTensors.Read(layout.Files, pool, path, file));
            }

            return new LoadedCheckpoint(manifest.Metadata, groups, manifest.State);
        }
        catch
        {
            foreach (LoadedTensors tensors in groups.Values)
            {
                tensors.Dispose();
            }

            throw;
        }
    }
}
