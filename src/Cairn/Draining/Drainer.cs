using System.Diagnostics;
using Cairn.Diagnostics;
using Cairn.Journal;
using Cairn.Sinks;
using Cairn.Sinks.Store;

namespace Cairn.Draining;

/// <summary>
/// Moves the journal into the sinks, in the background. Its own log files are every process's own task; the store is the
/// task of whoever holds the writer's role, for all processes. <see cref="Turn"/> is called by one thread, again and again.
/// </summary>
internal sealed class Drainer : IDisposable
{
    private static readonly TimeSpan DiscoverInterval = TimeSpan.FromSeconds(1);

    private readonly JournalWriter _writer;
    private readonly OwnJournal _own;
    private readonly StoreProgressReader _otherWriter;
    private readonly WriterRole _role;
    private readonly SinkLane _store;
    private readonly JournalPump _storePump;
    private readonly IReadOnlyList<(SinkLane Lane, JournalPump Pump)> _files;

    private readonly Lock _gate = new();
    private List<FlushWaiter> _waiters = [];
    private long _discoveredAt;
    private long _caughtUpAt = Stopwatch.GetTimestamp();
    private SinkProgress _storeProgress;
    private long _vanished;

    public Drainer(
        StorePlaces places, JournalWriter writer, OwnJournal own, SinkOpener sinks, FailureReporter failures)
    {
        _writer = writer;
        _own = own;
        _otherWriter = new StoreProgressReader(places.Database, own.Id);
        _role = new WriterRole(places, () => sinks.OpenFileLanes(failures), failures);
        _store = sinks.OpenStoreLane(failures);
        _storePump = NewPump();
        _files = [.. sinks.OpenFileLanes(failures).Select(lane => (lane, NewPump()))];
    }

    /// <summary>What the store has taken of this process's records.</summary>
    public SinkProgress StoreProgress
    {
        get
        {
            lock (_gate)
            {
                return _storeProgress;
            }
        }
    }

    /// <summary>Records that were accepted and passed, and yet were neither stored nor found damaged: somebody deleted them.</summary>
    public long Vanished => Volatile.Read(ref _vanished);

    /// <summary>How long ago the store had everything.</summary>
    public TimeSpan Lag => Stopwatch.GetElapsedTime(Volatile.Read(ref _caughtUpAt));

    public bool IsStoreWriter => _role.IsHeld;

    /// <summary>What was brought in from dead processes.</summary>
    public RecoveryReport Recovery => _role.Report;

    /// <summary>True when another process has stored everything and will finish this journal once its lock is free.</summary>
    public bool IsLeftToOthers => !_role.IsHeld && Passed() >= _writer.Tail;

    /// <summary>Ends after everything recorded before this call is in the store and in the log files.</summary>
    public Task Request() => Request(needsEveryJournal: false);

    /// <summary>Ends when the journals of all processes have been drained as far as they go.</summary>
    public Task RequestEveryJournal() => Request(needsEveryJournal: true);

    private Task Request(bool needsEveryJournal)
    {
        var waiter = new FlushWaiter(_writer.Tail, needsEveryJournal);
        lock (_gate)
        {
            _waiters.Add(waiter);
        }

        return waiter.Done.Task;
    }

    /// <summary>One round through all that there is to move. True when everything was moved.</summary>
    public bool Turn()
    {
        bool isUrgent = HasWaiters();
        bool isCaughtUp = PumpFiles(isUrgent) & PumpStore(isUrgent);
        JournalPosition passed = Passed();
        _writer.ReleaseBefore(passed.Segment);
        NoteCaughtUp();
        AnswerWaiters(passed, isCaughtUp);
        return isCaughtUp;
    }

    /// <summary>
    /// Ends the own journal in every sink after its last record was taken. False when something is left; it is found and
    /// finished by the next process that opens the store.
    /// </summary>
    public bool TryFinish()
    {
        if (!_role.IsHeld || Passed() < _writer.Tail)
        {
            return false;
        }

        return _files.All(file => file.Lane.Try(sink => sink.Close(_own), isUrgent: true))
            && _store.Try(sink => sink.Close(_own), isUrgent: true);
    }

    public void Dispose()
    {
        foreach ((SinkLane lane, _) in _files)
        {
            lane.Dispose();
        }

        _store.Dispose();
        _role.Dispose();
        _otherWriter.Dispose();
        foreach (FlushWaiter waiter in TakeWaiters())
        {
            waiter.Done.TrySetException(new ObjectDisposedException(nameof(CairnTracker)));
        }
    }

    private JournalPump NewPump() => new(_own, new JournalReader(_writer));

    private bool PumpFiles(bool isUrgent)
    {
        bool isCaughtUp = true;
        foreach ((SinkLane lane, JournalPump pump) in _files)
        {
            bool laneIsCaughtUp = true;
            lane.Try(sink => laneIsCaughtUp = pump.Pump(sink), isUrgent);
            isCaughtUp &= laneIsCaughtUp;
        }

        return isCaughtUp;
    }

    private bool PumpStore(bool isUrgent)
    {
        if (!_role.TryTake())
        {
            SetStoreProgress(_otherWriter.Read());
            return true;
        }

        bool isCaughtUp = true;
        if (_store.Try(sink => isCaughtUp = _storePump.Pump(sink), isUrgent))
        {
            SetStoreProgress(_storePump.Progress);
        }

        if (_discoveredAt == 0 || Stopwatch.GetElapsedTime(_discoveredAt) > DiscoverInterval)
        {
            _discoveredAt = Stopwatch.GetTimestamp();
            _role.Discover(_own.Id);
        }

        return isCaughtUp & (_store.Failure is not null || _role.Pump(_store));
    }

    private void SetStoreProgress(SinkProgress progress)
    {
        lock (_gate)
        {
            _storeProgress = progress;
        }
    }

    /// <summary>
    /// The place that every sink has passed. A log file that cannot be written holds the journal up only while there is
    /// room: the store comes first.
    /// </summary>
    private JournalPosition Passed()
    {
        JournalPosition passed = StoreProgress.Position;
        foreach ((SinkLane lane, JournalPump pump) in _files)
        {
            bool mayBeLeftBehind = lane.Failure is not null && _writer.IsNearlyFull;
            if (!mayBeLeftBehind && pump.Progress.Position < passed)
            {
                passed = pump.Progress.Position;
            }
        }

        return passed;
    }

    private void NoteCaughtUp()
    {
        // In this order: what was accepted before the tail was read lies before the tail.
        long accepted = _writer.Accepted;
        SinkProgress progress = StoreProgress;
        if (progress.Position >= _writer.Tail)
        {
            Volatile.Write(ref _caughtUpAt, Stopwatch.GetTimestamp());
            long known = progress.Stored + progress.Damaged + progress.Undefined;
            Volatile.Write(ref _vanished, Math.Max(_vanished, accepted - known));
        }
    }

    private bool HasWaiters()
    {
        lock (_gate)
        {
            return _waiters.Count > 0;
        }
    }

    private List<FlushWaiter> TakeWaiters()
    {
        lock (_gate)
        {
            List<FlushWaiter> waiters = _waiters;
            _waiters = [];
            return waiters;
        }
    }

    private void AnswerWaiters(JournalPosition passed, bool isCaughtUp)
    {
        Exception? failure = _store.Failure ?? _files.Select(file => file.Lane.Failure).FirstOrDefault(f => f is not null);
        foreach (FlushWaiter waiter in TakeWaiters())
        {
            if (passed >= waiter.Target && (isCaughtUp || !waiter.NeedsEveryJournal))
            {
                waiter.Done.TrySetResult();
            }
            else if (failure is not null)
            {
                waiter.Done.TrySetException(new StoreUnavailableException(
                    "store.io", _writer.Folder, failure.Message, failure, isTransient: true));
            }
            else
            {
                lock (_gate)
                {
                    _waiters.Add(waiter);
                }
            }
        }
    }

    private sealed record FlushWaiter(JournalPosition Target, bool NeedsEveryJournal)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
