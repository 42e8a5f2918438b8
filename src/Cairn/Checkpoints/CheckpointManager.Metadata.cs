using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Layout;
using Cairn.Storage;

namespace Cairn.Checkpoints;

public sealed partial class CheckpointManager
{
    private CheckpointOrder Order => new(_options.MonitorMetric, _options.Goal);

    /// <summary>Models that have checkpoints, by name.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public IReadOnlyList<string> ListModels() => _index.ListModels();

    /// <summary>All checkpoints of a model, newest first, without opening one; empty when there are none.</summary>
    /// <exception cref="IOException">Neither the index nor the folder can be read.</exception>
    public IReadOnlyList<CheckpointMetadata> ListCheckpoints(string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        IReadOnlyList<CheckpointMetadata> all = _index.List(model);
        string? best = Order.Best(all)?.CheckpointId;
        return [.. all.Select(one => one.CheckpointId == best ? one with { IsBest = true } : one)];
    }

    /// <summary>Checkpoints of a model in the backup directory, newest first; empty where there is none.</summary>
    /// <exception cref="IOException">The backup directory cannot be read.</exception>
    public IReadOnlyList<CheckpointMetadata> ListBackups(string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        return _loader.InBackup(model);
    }

    /// <summary>
    /// What is known of the active checkpoint of a model: the one that was activated, else the best, else the newest.
    /// Null when the model has none.
    /// </summary>
    /// <exception cref="IOException">Neither the index nor the folder can be read.</exception>
    public CheckpointMetadata? GetCheckpointMetadataFast(string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        return _index.FindActive(model) ?? GetBestCheckpointMetadata(model) ?? _index.FindNewest(model);
    }

    /// <summary>
    /// What is known of the best checkpoint of a model by <see cref="CheckpointOptions.MonitorMetric"/>: finite values
    /// before infinite ones, of equal ones the newest. Null when none has the metric with a number.
    /// </summary>
    /// <exception cref="IOException">Neither the index nor the folder can be read.</exception>
    public CheckpointMetadata? GetBestCheckpointMetadata(string model) =>
        GetBestCheckpointMetadata(model, _options.MonitorMetric, _options.Goal);

    /// <summary>The same by a metric of one's own.</summary>
    /// <exception cref="IOException">Neither the index nor the folder can be read.</exception>
    public CheckpointMetadata? GetBestCheckpointMetadata(string model, string metric, MetricGoal goal)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        return _index.FindBest(model, metric, goal) is { } best ? best with { IsBest = true } : null;
    }

    /// <summary>A checkpoint by its id; null when there is none.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public CheckpointMetadata? FindCheckpoint(string checkpointId)
    {
        ArgumentException.ThrowIfNullOrEmpty(checkpointId);
        return ModelOf(checkpointId) is { } model ? _index.Find(model, checkpointId) : null;
    }

    /// <summary>A checkpoint of a model by its id or an alias; null when there is none.</summary>
    /// <exception cref="IOException">Neither the index nor the folder can be read.</exception>
    public CheckpointMetadata? FindCheckpoint(string model, string idOrAlias)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentException.ThrowIfNullOrEmpty(idOrAlias);
        return _index.Find(model, idOrAlias)
            ?? (_labels.Read(model).Aliases.GetValueOrDefault(idOrAlias) is { } id ? _index.Find(model, id) : null);
    }

    /// <summary>
    /// The model in whose folder the checkpoint is, by the folder's name where nothing in it is sound; null when it is
    /// nowhere.
    /// </summary>
    private string? ModelOf(string checkpointId) =>
        _layout.FindModelFolder(checkpointId) is { } found
        ? FolderCatalog.NameOf(_layout, found) ?? Path.GetFileName(found)
        : null;

    private CheckpointMetadata Require(string checkpointId) =>
        FindCheckpoint(checkpointId) ?? throw Missing(checkpointId);

    private CheckpointException Missing(string checkpointId) => new(
        "checkpoint.missing",
        $"There is no checkpoint '{checkpointId}' in '{_layout.Root}'. `cairn checkpoints list` lists them.");
}
