using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Cli.Checkpoints;

/// <summary>
/// Reads what is known of checkpoints without opening the store for writing, which would take three times as long: from
/// the index where it is as new as the folder, and else from the folder. Not thread-safe.
/// </summary>
internal sealed class CheckpointCatalog(CheckpointLayout layout, Func<IRunStore> openStore) : IDisposable
{
    private IRunStore? _store;
    private bool _hasNoIndex;

    /// <summary>Models by name.</summary>
    public IReadOnlyList<string> ListModels() => FolderCatalog.ListModels(layout);

    public ModelCheckpoints Read(string model)
    {
        ModelLabels labels = LabelsFile.Read(layout, model);
        return new ModelCheckpoints(model, FromIndex(model) ?? FolderCatalog.Read(layout, model, labels), labels);
    }

    public void Dispose() => _store?.Dispose();

    private IReadOnlyList<CheckpointMetadata>? FromIndex(string model)
    {
        try
        {
            long stamp = layout.Files.LastChange(layout.Model(model));
            return !_hasNoIndex
                && (_store ??= openStore()) is SqliteRunStore index
                && index.FindModel(model)?.FolderStamp == stamp
                ? index.ListCheckpoints(model)
                : null;
        }
        catch (StoreUnavailableException)
        {
            _hasNoIndex = true;
            return null;
        }
    }
}
