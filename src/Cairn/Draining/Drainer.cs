using System.Diagnostics;
using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Sinks;
using Cairn.Sinks.Store;

namespace Cairn.Draining;

/// <summary>
/// Moves the journal into the sinks, in the background. Its own log files are every process's own task; the store is
/// the task of whoever holds the writer's role, for all processes. <see cref="Turn"/> is called by one thread, again
/// and again.
/// </summary>
internal sealed class Drainer : IDisposable
{
    // Everything here reads on one thread, one batch at a time.
    private readonly byte[] _window = GC.AllocateUninitializedArray<byte>(JournalReader.WindowBytes);

    private readonly JournalWriter _writer;
    private readonly OwnJournal _own;
    private readonly StoreProgressReader _progressAtOther;
    private readonly WriterRole _role;
    private readonly SinkLane _store;
    private readonly JournalPump _storePump;
    private readonly IReadOnlyList<(SinkLane Lane, JournalPump Pump)> _files;

    private readonly Lock _gate = new();
    private List<FlushWaiter> _waiters = [];
    private long _caughtUpAt = Stopwatch.GetTimestamp();
    private SinkProgress _storeProgress;
    private long _vanished;
    private bool _isClosed;

    public Drainer(
        StoreLayout layout, JournalWriter writer, OwnJournal own, SinkOpener sinks, FailureReporter failures)
    {
        _writer = writer;
        _own = own;
        _progressAtOther = new StoreProgressReader(layout.Database, own.Id);
        _role = new WriterRole(layout, sinks, failures, _window);
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

    /// <summary>
    /// Records that were accepted and passed, and yet were neither stored nor found damaged: somebody deleted them.
    /// </summary>
    public long Vanished => Volatile.Read(ref _vanished);

    /// <summary>How long ago the store had everything.</summary>
    public TimeSpan Lag => Stopwatch.GetElapsedTime(Volatile.Read(ref _caughtUpAt));

    public bool IsStoreWriter => _role.IsHeld;

    /// <summary>What was brought in from dead processes.</summary>
    public RecoveryReport Recovery => _role.Report;

    /// <summary>
    /// True when another process has stored everything and will finish this journal once its lock is free.
    /// </summary>
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
            if (_isClosed)
            {
                return Task.FromException(new ObjectDisposedException(nameof(CairnTracker)));
            }

            _waiters.Add(waiter);
        }

        return waiter.Done.Task;
    }

    /// <summary>One round through all that there is to move.</summary>
    public DrainState Turn()
    {
        SeeWaiters();
        DrainState own = TurnOwn();
        DrainState others = _role.IsHeld && _store.Failure is null ? _role.Turn(_store, _own.Id) : DrainState.CaughtUp;
        AnswerWaiters(Passed(), others);
        return own.And(others);
    }

    /// <summary>Moves this process's own journal only.</summary>
    public DrainState TurnOwn()
    {
        bool isUrgent = HasWaiters();
        DrainState logs = PumpLogs(isUrgent);
        DrainState store = PumpStore(isUrgent);
        _writer.ReleaseBefore(Passed().Segment);
        NoteCaughtUp();
        return logs.And(store);
    }

    /// <summary>
    /// Ends the own journal in every sink after its last record was taken. False when something is left; it is found
    /// and finished by the next process that opens the store.
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
        _progressAtOther.Dispose();
        lock (_gate)
        {
            _isClosed = true;
        }

        foreach (FlushWaiter waiter in TakeWaiters())
        {
            waiter.Done.TrySetException(new ObjectDisposedException(nameof(CairnTracker)));
        }
    }

    private JournalPump NewPump() => new(_own, new JournalReader(_writer, _window));

    private DrainState PumpLogs(bool isUrgent)
    {
        DrainState state = DrainState.CaughtUp;
        foreach ((SinkLane lane, JournalPump pump) in _files)
        {
            state = state.And(pump.Pump(lane, isUrgent));
        }

        return state;
    }

    private DrainState PumpStore(bool isUrgent)
    {
        bool wasHeld = _role.IsHeld;
        if (!_role.TryTake())
        {
            if (wasHeld)
            {
                _store.Dispose(); // the role was given up: another may write now
            }

            SetStoreProgress(_progressAtOther.Read());
            return DrainState.CaughtUp;
        }

        DrainState state = _storePump.Pump(_store, isUrgent);
        if (state != DrainState.Failed)
        {
            SetStoreProgress(_storePump.Progress);
        }

        return state;
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

    /// <summary>Who asks for every journal means those, too, whose folders are new.</summary>
    private void SeeWaiters()
    {
        lock (_gate)
        {
            foreach (FlushWaiter waiter in _waiters.Where(waiter => waiter.NeedsEveryJournal && !waiter.WasSeen))
            {
                waiter.WasSeen = true;
                _role.LookAgain();
            }
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

    private void AnswerWaiters(JournalPosition passed, DrainState others)
    {
        foreach (FlushWaiter waiter in TakeWaiters())
        {
            if (FailureOf(waiter, passed) is { } failure)
            {
                waiter.Done.TrySetException(failure);
            }
            else if (IsAnswered(waiter, passed, others))
            {
                waiter.Done.TrySetResult();
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

    /// <summary>
    /// Who asks for every journal beside another writer has nothing to wait for: that one does it by itself.
    /// </summary>
    private bool IsAnswered(FlushWaiter waiter, JournalPosition passed, DrainState others) => waiter.NeedsEveryJournal
        ? !_role.IsHeld || (waiter.WasSeen && passed >= waiter.Target && others == DrainState.CaughtUp)
        : passed >= waiter.Target;

    private StoreUnavailableException? FailureOf(FlushWaiter waiter, JournalPosition passed)
    {
        if (waiter.Target <= passed && !waiter.NeedsEveryJournal)
        {
            return null;
        }

        Exception? failure = _store.Failure
            ?? _role.LockFailure
            ?? _files.Select(file => file.Lane.Failure).FirstOrDefault(failure => failure is not null)
            ?? (waiter.NeedsEveryJournal ? _role.Failure : null);
        return failure is null
            ? null
            : new StoreUnavailableException("store.io", _own.Folder, failure.Message, failure, isTransient: true);
    }
}
