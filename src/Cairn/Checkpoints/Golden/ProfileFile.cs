using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Manifest;
using Cairn.Statistics;

namespace Cairn.Checkpoints.Golden;

/// <summary>Reads the profile of a published checkpoint, verified, without its other tensors. Stateless.</summary>
internal static class ProfileFile
{
    /// <summary>Null when it was not saved with one.</summary>
    /// <exception cref="CheckpointIntegrityException">A file is not what was written.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static InputProfile? Read(CheckpointLayout layout, SegmentPool pool, string model, string id)
    {
        var folder = new CheckpointFolder(layout, model, id);
        if (folder.ReadManifest().Files.FirstOrDefault(one => one.Group == LoadedCheckpoint.ProfileGroup) is not { } file)
        {
            return null;
        }

        using var tensors = LoadedTensors.Read(layout.Files, pool, folder.FilePath(file), file);
        return ProfileTensor.Read(tensors);
    }
}
