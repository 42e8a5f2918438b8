using Cairn.Checkpoints.Golden;
using Cairn.Checkpoints.Loading;
using Cairn.Recording;
using Cairn.Statistics;
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

    /// <summary>
    /// Reads what a checkpoint was trained on, by its id or an alias, without its other tensors; null when it was not
    /// saved with it.
    /// </summary>
    /// <exception cref="CheckpointException">There is no such checkpoint, or it is not sound.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public InputProfile? ReadProfile(string model, string idOrAlias)
    {
        CheckpointMetadata found = FindCheckpoint(model, idOrAlias) ?? throw new CheckpointException(
            "checkpoint.missing", $"Model '{model}' has no checkpoint and no alias '{idOrAlias}'.");
        return ProfileFile.Read(_layout, _seldom, found.ModelName, found.CheckpointId);
    }

    /// <summary>
    /// As <see cref="LoadedCheckpoint.ReplayGolden"/>, for a model that goes on even if it answers otherwise: the result
    /// goes to the log of checkpoints, and a mismatch to <see cref="CairnOptions.OnFailure"/> as well. Of no pairs nothing
    /// is told.
    /// </summary>
    /// <param name="checkpoint">The checkpoint that the model got its tensors from.</param>
    /// <param name="predict">The model.</param>
    /// <param name="tolerance">As there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or NaN.</exception>
    /// <exception cref="CheckpointException">What was saved is no golden pairs (<c>checkpoint.mismatch</c>).</exception>
    /// <exception cref="ObjectDisposedException">The checkpoint was disposed.</exception>
    public GoldenReport CheckGolden(
        LoadedCheckpoint checkpoint, GoldenModel predict, double tolerance = GoldenReport.DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        GoldenReport report = checkpoint.ReplayGolden(predict, tolerance);
        if (report.Pairs == 0)
        {
            return report;
        }

        CheckpointMetadata of = checkpoint.Metadata;
        CheckpointAction action = report.IsSound ? CheckpointAction.Replayed : CheckpointAction.Mismatched;
        _records.Tell(action, of.ModelName, of.CheckpointId, report.ToString());
        string source = $"golden pairs of {of.ModelName}";
        if (!report.IsSound)
        {
            _failures.Report(
                CairnFailureKind.Checkpoints, source, $"Checkpoint {of.CheckpointId}: {report} {report.Remedy}");
        }
        else
        {
            _failures.Recovered(CairnFailureKind.Checkpoints, source, $"Checkpoint {of.CheckpointId}: {report}");
        }

        return report;
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
