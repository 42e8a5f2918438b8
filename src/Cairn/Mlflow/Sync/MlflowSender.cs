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
    private readonly SendReports _reports;
    private readonly SyncFolder _folder;
    private readonly SendQueue _queue;
    private readonly SendPause _pause;
    private readonly TroubledRuns _troubles;
    private readonly CheckpointLayout _checkpoints;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    // Runs that were seen at the target by this process. Bounded by the runs that it sends.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private IMlflowTarget? _target;
    private long _closingSince;

    public MlflowSender(SenderSettings settings, IFileSystem files, FailureReporter failures)
    {
        (_settings, _reports) = (settings, new SendReports(failures, TargetKey.Plain(settings.Uri)));
        _folder = new SyncFolder(files, settings.Store, settings.Uri);
        _queue = new SendQueue(_folder, settings.Time);
        _pause = new SendPause(settings.Time);
        _troubles = new TroubledRuns(settings.Time);
        _checkpoints = new CheckpointLayout(files, settings.CheckpointDirectory);
        _thread = new Thread(Work) { Name = "Cairn-Mlflow", IsBackground = true };
    }

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
        IReadOnlyList<string> runs = isLast || _pause.IsDue ? Next(isLast) : [];
        if (runs.Count == 0)
        {
            return;
        }

        try
        {
            using IRunStore store = RunStore.Open(_settings.Store);
            _target ??= _settings.OpenTarget();
            var places = new SyncPlaces(store, _target, _folder, _checkpoints);
            _ = runs.All(run => !MayGoOn(run) || TrySend(places, run));
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

    /// <summary>In the last turn also runs that went wrong a moment ago.</summary>
    private IReadOnlyList<string> Next(bool isLast) =>
        _troubles.InOrder(_queue.Next(isLast).Where(run => isLast || !_troubles.IsLeftAlone(run)));

    /// <summary>Closing waits for the runs of this process, not for what others left.</summary>
    private bool MayGoOn(string run) => !_stop.IsSet || (HasTime && _queue.SinceOf(run) is not null);

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
                SyncReport report = new RunSync(places, run, () => MayGoOn(id)).Pass(mustLookAgain: _seen.Add(id));
                Sent(id, report, since);
            }

            return true;
        }
        catch (Exception error) when (error is not StoreUnavailableException { Code: not "store.damaged" })
        {
            _seen.Remove(id);
            bool isOwn = _troubles.Failed(id, error);
            if (isOwn)
            {
                _reports.Trouble(id, error);
            }
            else
            {
                Fail(error);
            }

            return isOwn;
        }
    }

    private void Sent(string id, SyncReport report, DateTimeOffset? since)
    {
        if (report.HasReached)
        {
            _pause.Succeeded();
            _troubles.Succeeded(id);
            _reports.Sent(id);
        }

        if (report.FilesRefused.Length > 0)
        {
            _reports.FilesRefused(id, report.FilesRefused);
        }

        if (report.IsDone)
        {
            _queue.Done(id, since);
            _seen.Remove(id);
        }
    }

    private void Fail(Exception error)
    {
        _pause.Failed(error as MlflowException);
        _target?.Dispose();
        _target = null;
        _reports.Outage(error);
    }

    private void TellRest()
    {
        IReadOnlyList<string> left = _queue.Own();
        if (left.Count > 0 && CountPoints(left) is { } points)
        {
            _reports.Rest(left, points);
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
