using Cairn.Checkpoints;
using Cairn.Draining;
using Cairn.IO;
using Cairn.Recording;
using Cairn.Storage;

namespace Cairn;

public sealed partial class CairnTracker
{
    // Bounded by the managers that the user has not closed.
    private readonly List<CheckpointManager> _checkpoints = [];

    /// <summary>
    /// Continues a run that has ended or crashed, under its id and with its configuration and log folder, from the state
    /// that a checkpoint holds. What it recorded behind that checkpoint is taken back, because it will be recorded again:
    /// points of series but those of <c>system/…</c>, and events that have a step. Log files keep everything.
    /// </summary>
    /// <param name="runId">The whole id of the run.</param>
    /// <param name="checkpointId">The checkpoint whose state the caller goes on with. Where the store does not know its
    /// place in the run, nothing is taken back and a warning of the run says so.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="InvalidOperationException">
    /// The run has not ended: it is open here, its process lives, or another process resumes it.
    /// </exception>
    /// <exception cref="StoreUnavailableException">
    /// The store cannot be read or written now, so it is not known where the run stands.
    /// </exception>
    /// <remarks>
    /// Waits until all that dead processes recorded is in the store: at most <see cref="CairnOptions.CloseTimeout"/>.
    /// </remarks>
    public Run ResumeRun(string runId, string checkpointId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runId);
        ArgumentException.ThrowIfNullOrWhiteSpace(checkpointId);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _resumable.Find(runId, checkpointId); // only runs that are there get a lock
        IFileLock held = LockResumption(runId);
        try
        {
            return Resume(checkpointId, _resumable.Find(runId, checkpointId), held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private Run Resume(string checkpointId, ResumePoint point, IFileLock held)
    {
        RunInfo info = point.Run;
        Run run = Register(new RunDefinition(
            Interlocked.Increment(ref _lastRun), info.Id, info.Experiment, info.Name, info.LogFolder));
        run.Resumption = held;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.NowMs); // before its end can be
        if (run.TryResume(checkpointId, point))
        {
            _mlflow?.Wish(info.Id, now);
            return run;
        }

        Forget(run);
        throw new StoreUnavailableException(
            "store.io",
            Folder,
            $"Run {info.Id} cannot be resumed: the journal in '{Folder}' takes no records now. Make room on the disk, or make "
            + "it writable.",
            isTransient: true);
    }

    /// <summary>
    /// Of two who resume a run at the same time, one does: the store knows of neither until their journals are taken.
    /// </summary>
    private IFileLock LockResumption(string runId)
    {
        try
        {
            _layout.Files.CreateDirectory(_layout.Resumptions);
            return _layout.Files.TryLock(_layout.ResumptionLock(runId)) ?? throw new InvalidOperationException(
                $"Run {runId} is being resumed by another process. End it there first.");
        }
        catch (IOException error)
        {
            throw new StoreUnavailableException(
                "store.io", Folder, $"Run {runId} cannot be resumed: {error.Message}", error, isTransient: true);
        }
    }

    /// <summary>
    /// Opens the checkpoints of the store. Managers that are not closed before the tracker are closed with it.
    /// </summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">The settings cannot be used; the message lists everything that is
    /// wrong.</exception>
    public CheckpointManager OpenCheckpoints(CheckpointOptions? options = null)
    {
        options ??= new CheckpointOptions();
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        var services = new CheckpointServices(
            _options.FileSystem, Folder, _options.ResolveCheckpointDirectory(Folder), Recorder, () => FlushAsync(), _failures,
            _options.TimeProvider, loaded => _loadedDigests[loaded.CheckpointId] = loaded.Digest, Forget);
        var manager = new CheckpointManager(services, options.Copy());
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _checkpoints.Add(manager);
                return manager;
            }
        }

        manager.Dispose();
        throw new ObjectDisposedException(nameof(CairnTracker));
    }

    private void Forget(CheckpointManager manager)
    {
        lock (_gate)
        {
            _checkpoints.Remove(manager);
        }
    }

    private List<CheckpointManager> OpenManagers()
    {
        lock (_gate)
        {
            return [.. _checkpoints];
        }
    }
}
