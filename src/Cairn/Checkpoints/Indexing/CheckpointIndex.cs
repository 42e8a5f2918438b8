using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Checkpoints.Indexing;

/// <summary>
/// Answers from the database what is known of checkpoints, and keeps the database true to the folders: before each
/// answer it asks the model's folder whether something changed, which costs one look at its time. Where the database
/// cannot be read, the folders themselves are read. Safe for any number of threads, one after the other.
/// </summary>
internal sealed class CheckpointIndex(
    CheckpointLayout layout, string store, IndexRepair repair, Func<Task> flush) : IDisposable
{
    private readonly Lock _gate = new();

    // Bounded by the models in use. The stamps at which the index was found to be whole.
    private readonly Dictionary<string, long> _wholeAt = new(StringComparer.Ordinal);
    private SqliteRunStore? _store;
    private bool _hasUnflushed = true;

    /// <summary>Something was told to the journal that an answer has to know.</summary>
    public void Changed()
    {
        lock (_gate)
        {
            _hasUnflushed = true;
        }
    }

    /// <summary>The checkpoint that was saved last; null when there is none.</summary>
    /// <exception cref="IOException">Neither the database nor the folder can be read.</exception>
    public CheckpointMetadata? FindNewest(string model) => Ask(
        model, store => store.FindNewestCheckpoint(model), folders => folders is [var newest, ..] ? newest : null);

    /// <summary>All checkpoints of a model, newest first.</summary>
    /// <exception cref="IOException">Neither the database nor the folder can be read.</exception>
    public IReadOnlyList<CheckpointMetadata> List(string model) =>
        Ask(model, store => store.ListCheckpoints(model), folders => folders);

    public CheckpointMetadata? Find(string model, string id) => Ask(
        model,
        store => store.FindCheckpoint(id) is { } found && found.ModelName == model ? found : null,
        folders => folders.FirstOrDefault(one => one.CheckpointId == id));

    /// <summary>The checkpoint that was activated; null when nobody chose one, or it is gone.</summary>
    public CheckpointMetadata? FindActive(string model) => Ask(
        model,
        store => store.FindModel(model)?.ActiveCheckpoint is { } id ? store.FindCheckpoint(id) : null,
        folders => folders.FirstOrDefault(one => one.IsActive));

    public CheckpointMetadata? FindBest(string model, string metric, MetricGoal goal) => Ask(
        model,
        store => store.FindBestCheckpoint(model, metric, goal),
        new CheckpointOrder(metric, goal).Best);

    /// <summary>Models by name: those of the folders, which a lost database does not know.</summary>
    public IReadOnlyList<string> ListModels() => FolderCatalog.ListModels(layout);

    /// <summary>Compares index and folder whatever the stamps say; returns how many entries were mended.</summary>
    /// <exception cref="IOException">The folder cannot be read, or the index cannot be written now.</exception>
    public int Rebuild(string model)
    {
        lock (_gate)
        {
            _wholeAt.Remove(model);
            Flush();
            int mended = repair.Run(Open(), model, out _);
            FlushIf(mended > 0);
            return mended;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    private T Ask<T>(
        string model, Func<SqliteRunStore, T> fromIndex, Func<IReadOnlyList<CheckpointMetadata>, T> fromFolders)
    {
        lock (_gate)
        {
            try
            {
                return TryMakeWhole(model) ? fromIndex(Open()) : fromFolders([]);
            }
            catch (Exception error) when (error is StoreUnavailableException or ObjectDisposedException)
            {
                Close();
                return fromFolders(FolderCatalog.Read(layout, model, LabelsFile.ReadSound(layout, model)));
            }
        }
    }

    /// <summary>
    /// False when the model has no folder here. The index is left as it is then: perhaps a disk is not mounted, or the
    /// directory is another one.
    /// </summary>
    private bool TryMakeWhole(string model)
    {
        long stamp = layout.Files.LastChange(layout.Model(model));
        if (stamp == 0)
        {
            return false;
        }

        CloseIfReplaced();
        if (!_hasUnflushed && stamp == _wholeAt.GetValueOrDefault(model))
        {
            return true;
        }

        Flush();
        CloseIfReplaced(); // the writer may have made a new one just now
        if (Open().FindModel(model)?.FolderStamp == stamp)
        {
            _wholeAt[model] = stamp;
            return true;
        }

        FlushIf(repair.Run(Open(), model, out long wholeAt) > 0);
        if (wholeAt != 0)
        {
            _wholeAt[model] = wholeAt;
        }

        return true;
    }

    /// <summary>Somebody deleted or replaced the database: what was known of it counts no more.</summary>
    private void CloseIfReplaced()
    {
        if (_store is { HasMoved: true })
        {
            Close();
            _hasUnflushed = true;
        }
    }

    private void FlushIf(bool hasChanged)
    {
        _hasUnflushed |= hasChanged;
        Flush();
    }

    /// <summary>Waits for the writing process to take what was told; another process may be that one.</summary>
    private void Flush()
    {
        if (_hasUnflushed)
        {
            flush().GetAwaiter().GetResult();
            _hasUnflushed = false;
        }
    }

    private SqliteRunStore Open() => _store ??= new SqliteRunStore(store);

    private void Close()
    {
        _store?.Dispose();
        _store = null;
        _wholeAt.Clear();
    }
}
