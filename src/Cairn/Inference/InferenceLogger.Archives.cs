using Cairn.Inference.Archives;
using Cairn.Storage;

namespace Cairn.Inference;

public sealed partial class InferenceLogger
{
    /// <summary>A month of predictions stays, unless you say otherwise.</summary>
    public const int DefaultDaysToKeep = 30;

    /// <summary>Given by the tracker.</summary>
    internal ArchiveServices Archives { private get; init; } = null!;

    /// <summary>
    /// Moves predictions that were recorded before the last so many days into an archive: a compressed file with a
    /// digest, proven to be on the disk before anything is deleted. Statistics stay as they are. Waits until it is
    /// done.
    /// </summary>
    /// <param name="daysToKeep">At least 1, in days of 24 hours.</param>
    /// <exception cref="ArchiveException">It could not be done; nothing was deleted that is in no archive.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read or written now.</exception>
    public CleanupReport CleanupOldLogs(int daysToKeep = DefaultDaysToKeep) =>
        CleanupOldLogsAsync(daysToKeep).GetAwaiter().GetResult();

    /// <inheritdoc cref="CleanupOldLogs(int)"/>
    /// <param name="daysToKeep">At least 1, in days of 24 hours.</param>
    /// <param name="dryRun">Only say how many would go.</param>
    /// <param name="progress">Told after every 10,000 predictions.</param>
    /// <param name="cancellation">Stops between two steps: what is archived and not yet deleted stays in both places,
    /// and the next cleanup archives it anew.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<CleanupReport> CleanupOldLogsAsync(
        int daysToKeep = DefaultDaysToKeep,
        bool dryRun = false,
        IProgress<CleanupProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        // Younger ones may still be repeated, and be counted on their first.
        ArgumentOutOfRangeException.ThrowIfLessThan(daysToKeep, 1);
        DateTimeOffset now = Archives.Clock.UtcNow;
        var age = TimeSpan.FromDays(Math.Min(daysToKeep, (int)(now - DateTimeOffset.UnixEpoch).TotalDays));
        var cleanup = new PredictionCleanup(Archives, progress);
        return dryRun ? cleanup.PlanAsync(now - age, cancellation) : cleanup.RunAsync(now - age, cancellation);
    }

    /// <summary>The archives of the store, the oldest days first.</summary>
    /// <exception cref="IOException">Their folder cannot be read.</exception>
    public IReadOnlyList<PredictionArchive> ListArchives() => new ArchiveFolder(Archives.Layout).List();

    /// <summary>The archive of a name, as <c>predictions_20261001_20261031_1</c>.</summary>
    /// <exception cref="ArchiveException">There is none.</exception>
    public PredictionArchive FindArchive(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ArchiveFolder(Archives.Layout).Find(name);
    }

    /// <summary>
    /// Brings the predictions of an archive back into the store, with their outcomes. What is there already stays as it
    /// is; the archive stays, too. After the returned task ends, others can read them.
    /// </summary>
    /// <param name="name">Of the archive.</param>
    /// <param name="cancellation">Stops between two predictions; those before it are restored.</param>
    /// <exception cref="ArchiveException">There is none, it is damaged (nothing was restored then), or somebody
    /// archives or restores just now.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be written now.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<RestoreReport> RestoreArchiveAsync(string name, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ArchiveRestore(Archives).RunAsync(name, cancellation);
    }
}
