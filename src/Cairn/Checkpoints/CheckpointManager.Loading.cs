using Cairn.Storage;

namespace Cairn.Checkpoints;

public sealed partial class CheckpointManager
{
    /// <summary>
    /// Loads the active checkpoint of a model: the one that was activated, else the best, else the newest. If it is
    /// damaged, its backup; else the newest that is sound, and <see cref="LoadedCheckpoint.PassedOver"/> says why.
    /// </summary>
    /// <returns>Null when the model has no checkpoints.</returns>
    /// <exception cref="CheckpointException">It has some, and none is sound.</exception>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public LoadedCheckpoint? Load(string model) => LoadOr(
        model, GetCheckpointMetadataFast(model), backup => Order.Best(backup) ?? NewestOf(backup));

    /// <summary>As <see cref="Load(string)"/>, for the best by <see cref="CheckpointOptions.MonitorMetric"/>.</summary>
    /// <returns>Null when no checkpoint of the model has that metric with a number.</returns>
    /// <exception cref="CheckpointException">There are some, and none is sound.</exception>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public LoadedCheckpoint? LoadBest(string model) => LoadOr(
        model, GetBestCheckpointMetadata(model), Order.Best);

    /// <summary>As <see cref="Load(string)"/>, for the one that was saved last.</summary>
    /// <returns>Null when the model has no checkpoints.</returns>
    /// <exception cref="CheckpointException">It has some, and none is sound.</exception>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public LoadedCheckpoint? LoadLatest(string model) => LoadOr(
        model, _index.FindNewest(model), NewestOf);

    /// <summary>
    /// Loads exactly this checkpoint, by its id or an alias, or its copy in the backup: never another.
    /// </summary>
    /// <exception cref="CheckpointException">There is none, or neither it nor its backup is sound.</exception>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    public LoadedCheckpoint Load(string model, string idOrAlias)
    {
        CheckpointMetadata found = FindCheckpoint(model, idOrAlias)
            ?? _loader.InBackup(model).FirstOrDefault(one => one.CheckpointId == idOrAlias)
            ?? throw new CheckpointException(
                "checkpoint.missing", $"Model '{model}' has no checkpoint and no alias '{idOrAlias}'.");
        return _loader.LoadExactly(found);
    }

    /// <param name="model">The model.</param>
    /// <param name="wanted">The checkpoint to begin with; null when the directory has none of the kind.</param>
    /// <param name="choose">Chooses among those of the backup then; null when none is of the kind.</param>
    private LoadedCheckpoint? LoadOr(
        string model,
        CheckpointMetadata? wanted,
        Func<IReadOnlyList<CheckpointMetadata>, CheckpointMetadata?> choose)
    {
        wanted ??= choose(_loader.InBackup(model));
        return wanted is null ? null : _loader.Load(wanted, () => ListCheckpoints(model));
    }

    private static CheckpointMetadata? NewestOf(IReadOnlyList<CheckpointMetadata> newestFirst) =>
        newestFirst is [var newest, ..] ? newest : null;
}
