using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Storage;

namespace Cairn.Checkpoints.Indexing;

/// <summary>
/// The checkpoints of a model as the folders have them: the truth, and slower than the index. Stateless.
/// </summary>
internal static class FolderCatalog
{
    /// <summary>Models by name: those with at least one readable manifest.</summary>
    /// <exception cref="IOException">The directory cannot be listed.</exception>
    public static IReadOnlyList<string> ListModels(CheckpointLayout layout) => [.. layout.ModelFolders()
        .Select(folder => NameOf(layout, folder)).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>All checkpoints with a sound manifest, newest first; what is none is passed over.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static IReadOnlyList<CheckpointMetadata> Read(CheckpointLayout layout, string model, ModelLabels labels)
    {
        var found = new List<CheckpointMetadata>();
        foreach (string id in layout.CheckpointNames(model))
        {
            if (TryRead(layout, model, id) is { } metadata)
            {
                found.Add(labels.PutOn(metadata));
            }
        }

        found.Sort(CheckpointOrder.NewestFirst);
        return found;
    }

    /// <summary>Null when there is no sound manifest, or it cannot be read now.</summary>
    public static CheckpointMetadata? TryRead(CheckpointLayout layout, string model, string id)
    {
        try
        {
            var folder = new CheckpointFolder(layout, model, id);
            return folder.Exists ? folder.ReadManifest().Metadata : null;
        }
        catch (Exception error) when (error is CheckpointIntegrityException or IOException)
        {
            return null;
        }
    }

    /// <summary>The name of the model whose folder this is; null when nothing in it says so.</summary>
    public static string? NameOf(CheckpointLayout layout, string modelFolder)
    {
        foreach (string checkpoint in layout.Files.ListDirectories(modelFolder))
        {
            try
            {
                string name = Manifest.ManifestReader
                    .Read(layout.Files, Path.Combine(checkpoint, CheckpointLayout.ManifestName)).Metadata.ModelName;
                if (layout.Model(name) == modelFolder)
                {
                    return name;
                }
            }
            catch (Exception error) when (error is CheckpointIntegrityException or IOException)
            {
                // Perhaps the next one can tell.
            }
        }

        return null;
    }
}
