using System.Diagnostics;
using Cairn.Checkpoints.Layout;
using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Mlflow.Targets;
using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// Sends the runs of a tracker, and what other processes left, from the store to MLflow, by the thread <c>Cairn-Mlflow</c>.
/// The run and the store never wait for it. <see cref="Wish"/> may be called by any thread, <see cref="Turn"/> by one at a
/// time: the sender's own, or a test's.
/// </summary>
#pragma warning disable CA1001 // the signal is never disposed: the thread may outlive a close that had no time
internal sealed class MlflowSender
#pragma warning restore CA1001
{
    private readonly SenderSettings _settings;
    private readonly FailureReporter _failures;
    private readonly SyncFolder _folder;
    private readonly SendQueue _queue;
    private readonly SendPause _pause;
    private readonly CheckpointLayout _checkpoints;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    // Runs that were seen at the target by this process. Bounded by the runs that it sends.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private IMlflowTarget? _target;
    private long _closingSince;

    public MlflowSender(SenderSettings settings, IFileSystem files, FailureReporter failures)
    {
        (_settings, _failures) = (settings, failures);
        _folder = new SyncFolder(files, settings.Store, settings.Uri);
        _queue = new SendQueue(_folder, settings.Time);
        _pause = new SendPause(settings.Time);
        _checkpoints = new CheckpointLayout(files, settings.CheckpointDirectory);
        _thread = new Thread(Work) { Name = "Cairn-Mlflow", IsBackground = true };
    }

    private string Place => TargetKey.Plain(_settings.Uri);

    private bool HasTime =>
        !_stop.IsSet
        || !TargetKey.IsServer(_settings.Uri)
        || Stopwatch.GetElapsedTime(_closingSince) < _settings.CloseTimeout;

    /// <summary>True on a thread that <see cref="Finish"/> would wait for.</summary>
    public bool IsOwnThread => Thread.CurrentThread == _thread;

    public void Start() => _thread.Start();

    /// <summary>A run begins or goes on. From now on somebody sends it, also when this process dies.</summary>
    /// <param name="run">Its id.</param>
    /// <param name="since">When it goes on, to the millisecond; nothing for a new one.</param>
    public void Wish(string run, DateTimeOffset since = default)
    {
        try
        {
            _queue.Add(run, since);
        }
        catch (IOException)
        {
            // This process sends it all the same, and `cairn sync mlflow` asks no wish; of the disk the journal tells.
        }
    }

    /// <summary>
    /// Sends the rest: all of it to files of this machine, what time allows to a server. Says what is left. Call when the
    /// store has everything.
    /// </summary>
    public void Finish()
    {
        _closingSince = Stopwatch.GetTimestamp();
        _stop.Set();
        if (TargetKey.IsServer(_settings.Uri))
        {
            _thread.Join(_settings.CloseTimeout);
        }
        else
        {
            _thread.Join();
        }

        TellRest();
    }

    /// <summary>Sends what there is.</summary>
    /// <param name="isLast">The process ends: everything is tried once, however short ago it failed.</param>
    public void Turn(bool isLast)
    {
        IReadOnlyList<string> runs = isLast || _pause.IsDue ? _queue.Next(isLast) : [];
        if (runs.Count == 0)
        {
            return;
        }

        try
        {
            using IRunStore store = RunStore.Open(_settings.Store);
            _target ??= _settings.OpenTarget();
            var places = new SyncPlaces(store, _target, _folder, _checkpoints);
            _ = runs.All(run => HasTime && TrySend(places, run));
        }
        catch (StoreUnavailableException)
        {
            // There is none yet, or who drains tells of it.
        }
        catch (MlflowException error)
        {
            Fail(error);
        }
    }

    private void Work()
    {
        while (!_stop.Wait(_settings.Interval))
        {
            TryTurn(isLast: false);
        }

        TryTurn(isLast: true);
        _target?.Dispose();
    }

    private void TryTurn(bool isLast)
    {
        try
        {
            Turn(isLast);
        }
#pragma warning disable CA1031 // whatever is wrong with MLflow must not end the host
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(error);
        }
    }

    /// <summary>False when no other run need be tried now.</summary>
    private bool TrySend(SyncPlaces places, string id)
    {
        try
        {
            DateTimeOffset? since = _queue.SinceOf(id);
            if (places.Store.FindRun(id) is { } run && run.Id == id && !_queue.IsStale(run))
            {
                SyncReport report = new RunSync(places, run, () => HasTime).Pass(mustLookAgain: _seen.Add(id));
                Sent(id, report, since);
            }

            return true;
        }
        catch (MlflowException error) when (error.Code is "mlflow.refused" or "mlflow.missing")
        {
            _queue.Refused(id);
            _seen.Remove(id);
            _failures.Report(
                CairnFailureKind.Mlflow,
                id,
                $"Run {id} is not taken by MLflow at {Place}: {error.Message} It stays in the store and is tried again now and "
                + $"then; `cairn sync mlflow {id}` does it at once.",
                error);
            return true;
        }
        catch (Exception error) when (error is MlflowException or IOException)
        {
            _seen.Remove(id);
            Fail(error);
            return false;
        }
    }

    private void Sent(string id, SyncReport report, DateTimeOffset? since)
    {
        _pause.Succeeded();
        _failures.Recovered(CairnFailureKind.Mlflow, Place, $"Runs are sent to MLflow at {Place} again.");
        _failures.Recovered(CairnFailureKind.Mlflow, id, $"Run {id} is sent to MLflow at {Place} again.");
        if (report.FilesRefused.Length > 0)
        {
            TellRefusedFiles(id, report);
        }

        if (report.IsDone)
        {
            _queue.Done(id, since);
            _seen.Remove(id);
        }
    }

    private void TellRefusedFiles(string id, SyncReport report) => _failures.Report(
        CairnFailureKind.Mlflow,
        id + " files",
        $"Files of run {id} are not taken by MLflow at {Place}: {report.FilesRefused} All else of it is sent; "
        + $"`cairn sync mlflow --all {id}` tries the files again.");

    private void Fail(Exception error)
    {
        _pause.Failed(error as MlflowException);
        _target?.Dispose();
        _target = null;
        _failures.Report(
            CairnFailureKind.Mlflow,
            Place,
            $"Runs are not sent to MLflow at {Place}: {error.Message} They stay in the store; it is tried again, and "
            + "`cairn sync mlflow` sends them, too.",
            error);
    }

    private void TellRest()
    {
        IReadOnlyList<string> left = _queue.Own();
        if (left.Count == 0)
        {
            return;
        }

        if (CountPoints(left) is { } points)
        {
            string runs = left.Count == 1 ? $"run {left[0]}" : $"{left.Count} runs";
            _failures.Report(
                CairnFailureKind.Mlflow,
                nameof(Finish),
                $"{points} points of {runs} wait to be sent to MLflow at {Place}; `cairn sync mlflow` sends them.");
        }
    }

    /// <summary>Null where the store cannot be read: of that others have told.</summary>
    private long? CountPoints(IReadOnlyList<string> runs)
    {
        try
        {
            using IRunStore store = RunStore.Open(_settings.Store);
            long points = runs.Sum(id => (store.FindRun(id)?.PointCount ?? 0) - _folder.Read(id).PointsSent);
            return Math.Max(0, points);
        }
        catch (Exception error) when (error is StoreUnavailableException or IOException)
        {
            return null;
        }
    }
}
