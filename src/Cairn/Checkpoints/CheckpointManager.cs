using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Indexing;
using Cairn.Checkpoints.Labels;
using Cairn.Checkpoints.Layout;
using Cairn.Checkpoints.Loading;
using Cairn.Checkpoints.Retention;
using Cairn.Checkpoints.Saving;
using Cairn.Diagnostics;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn.Checkpoints;

/// <summary>
/// Saves, finds, loads and looks after the checkpoints of a store; opened by <see cref="CairnTracker.OpenCheckpoints"/>.
/// A checkpoint is there whole or not at all, proves itself by its digest, and goes only when another one that stays was
/// verified. Safe for any number of threads and processes.
/// </summary>
/// <example>
/// <code>
/// using CheckpointManager checkpoints = tracker.OpenCheckpoints();
/// Task saving = checkpoints.SaveAsync(new CheckpointContent
/// {
///     Model = "dqn_agent",
///     Tensors = new TensorArrays(weights),
///     Metrics = new Dictionary&lt;string, double&gt; { ["val_loss"] = 0.0234 },
///     Epoch = 5,
///     Run = run,
/// });
/// using LoadedCheckpoint? best = checkpoints.LoadBest("dqn_agent");
/// best?.CopyTo(new TensorArrays(weights));
/// </code>
/// </example>
public sealed partial class CheckpointManager : IDisposable, IAsyncDisposable
{
    private readonly CheckpointOptions _options;
    private readonly CheckpointLayout _layout;
    private readonly CheckpointLayout? _backup;
    private readonly SegmentPool _pool = new();
    private readonly SegmentPool _seldom = new(keepsSegments: false);
    private readonly CheckpointRecords _records;
    private readonly CheckpointIndex _index;
    private readonly LabelEditor _labels;
    private readonly Trash _trash;
    private readonly Upkeep _upkeep;
    private readonly FolderCopy _copy;
    private readonly FallbackLoader _loader;
    private readonly Snapshots _snapshots;
    private readonly Saver _saver;
    private readonly SaveQueue _queue;
    private readonly FailureReporter _failures;
    private readonly Action<CheckpointManager> _closed;
    private long _skipped;

    internal CheckpointManager(CheckpointServices services, CheckpointOptions options)
    {
        _options = options;
        _failures = services.Failures;
        _closed = services.Closed;
        _layout = new CheckpointLayout(services.Files, services.Directory);
        _backup = options.BackupDirectory is { } folder
            ? new CheckpointLayout(services.Files, Path.GetFullPath(folder))
            : null;
        _records = new CheckpointRecords(services.Recorder);
        var repair = new IndexRepair(_layout, _records, services.Time);
        _index = new CheckpointIndex(_layout, services.Store, repair, services.Flush);
        _labels = new LabelEditor(_layout, _records, _index);
        _trash = new Trash(_layout, services.Time);
        _copy = new FolderCopy(_seldom, services.Time);
        _upkeep = new Upkeep(
            _layout, _backup, _copy, options.ResolveRetention(), options.KeepInTrash, _index, _records, _failures,
            services.Time);
        _loader = new FallbackLoader(_layout, _backup, new CheckpointLoader(_seldom), _records, services.Loaded);
        _snapshots = new Snapshots(new CheckpointIds(_layout), _pool, options, services.Time);
        _saver = new Saver(
            new Publisher(_layout, _pool, options.Compress),
            new DiskReserve(_layout, _trash, options.DiskReserveBytes),
            _upkeep, _index, _records, _failures);
        _queue = new SaveQueue(_saver.Save, options.MaxPendingSaves);
        Sweep();
    }

    /// <summary>Where the checkpoints are, as a full path.</summary>
    public string Directory => _layout.Root;

    /// <summary>Checkpoints that this manager has published.</summary>
    public long Saved => _saver.Saved;

    /// <summary>Saves that failed; each was reported, and older checkpoints were kept.</summary>
    public long NotSaved => _saver.NotSaved;

    /// <summary>Saves that were left out because of <see cref="BusyBehaviour.Skip"/>.</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>
    /// Copies the state and returns; the rest happens on a thread of Cairn's. The tensors may change as soon as this has
    /// returned, before the task has ended.
    /// </summary>
    /// <returns>
    /// Ends when the checkpoint is published and verified, older ones were cleared away and the backup was made; with
    /// null when the save was left out because of <see cref="BusyBehaviour.Skip"/>. It fails with a
    /// <see cref="CheckpointException"/> when the checkpoint could not be saved; who does not wait for it hears of that
    /// by <see cref="CairnOptions.OnFailure"/>, the run's events and <see cref="NotSaved"/>.
    /// </returns>
    /// <exception cref="ArgumentException">The content cannot be a checkpoint.</exception>
    /// <exception cref="ObjectDisposedException">The manager was closed.</exception>
    /// <remarks>What the tensors throw while they are read passes through, and nothing is saved.</remarks>
    public Task<CheckpointMetadata?> SaveAsync(CheckpointContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!_queue.TryEnter(wait: _options.WhenBusy == BusyBehaviour.Wait))
        {
            Skip(content);
            return Task.FromResult<CheckpointMetadata?>(null);
        }

        PendingCheckpoint? pending = null;
        bool isQueued = false;
        try
        {
            pending = _snapshots.Take(content);
            if (content.Run is { } run && !_records.TryMark(run, pending.Metadata.CheckpointId))
            {
                _failures.Report(
                    CairnFailureKind.Checkpoints,
                    "place in the run",
                    $"The journal is full or unwritable, so {pending.Metadata.CheckpointId} is saved without its place in run "
                    + $"{run.Id}: a run that goes on from it may have steps twice.");
            }

            _queue.Add(pending);
            isQueued = true;
            return pending.Done.Task;
        }
        catch (IOException error)
        {
            return Task.FromException<CheckpointMetadata?>(_saver.Refuse(content.Model, "", content.Run, error));
        }
        finally
        {
            if (!isQueued)
            {
                pending?.Dispose();
                _queue.Leave();
            }
        }
    }

    /// <summary>Saves, and returns when it is published and verified.</summary>
    /// <returns>Null when the save was left out because of <see cref="BusyBehaviour.Skip"/>.</returns>
    /// <exception cref="ArgumentException">The content cannot be a checkpoint.</exception>
    /// <exception cref="CheckpointException">It could not be saved; older checkpoints are kept.</exception>
    /// <exception cref="ObjectDisposedException">The manager was closed.</exception>
    public CheckpointMetadata? Save(CheckpointContent content) => SaveAsync(content).GetAwaiter().GetResult();

    /// <summary>Finishes the saves that are on their way, however long that takes, and closes.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _index.Dispose();
        _closed(this);
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);

    private void Skip(CheckpointContent content)
    {
        Interlocked.Increment(ref _skipped);
        _records.Tell(
            CheckpointAction.NotSaved, content.Model, "",
            $"left out: {_options.MaxPendingSaves} saves are on their way", content.Run);
    }

    private void Sweep()
    {
        try
        {
            SavingSweep.Run(_layout);
            if (_backup is not null)
            {
                SavingSweep.Run(_backup);
            }
        }
        catch (IOException error)
        {
            _failures.Report(
                CairnFailureKind.Checkpoints, "sweep", $"Half written checkpoints could not be deleted: {error.Message}", error);
        }
    }
}
