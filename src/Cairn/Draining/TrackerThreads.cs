using System.Diagnostics;
using Cairn.Diagnostics;
using Cairn.Journal;

namespace Cairn.Draining;

/// <summary>
/// The two threads of a tracker. <c>Cairn-Journal</c> makes room ahead of the recording threads and syncs; it never
/// waits for the store. <c>Cairn-Drain</c> moves the journal into the sinks.
/// </summary>
#pragma warning disable CA1001 // the signals are never disposed: a recording thread may set one even after the end
internal sealed class TrackerThreads
#pragma warning restore CA1001
{
    /// <summary>The clock is followed, a deleted folder noticed and a full disk tried again this often.</summary>
    private static readonly TimeSpan TendInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// While closing, whoever is waited for (another writer, a locked database) is asked again this often.
    /// </summary>
    private static readonly TimeSpan CloseInterval = TimeSpan.FromMilliseconds(20);

    private readonly JournalWriter _journal;
    private readonly Drainer _drainer;
    private readonly Action _everySecond;
    private readonly CairnOptions _options;
    private readonly FailureReporter _failures;
    private readonly AutoResetEvent _journalSignal = new(false);
    private readonly AutoResetEvent _drainSignal = new(false);
    private readonly Thread _journalThread;
    private readonly Thread _drainThread;
    private volatile bool _isStopping;
    private bool _isDrained;

    /// <param name="journal">What the journal's thread tends.</param>
    /// <param name="drainer">What the draining thread turns.</param>
    /// <param name="everySecond">Called by the journal's thread about once a second; must not throw.</param>
    /// <param name="options">Settings of the tracker.</param>
    /// <param name="failures">Where failures are said.</param>
    public TrackerThreads(
        JournalWriter journal, Drainer drainer, Action everySecond, CairnOptions options, FailureReporter failures)
    {
        _everySecond = everySecond;
        _journal = journal;
        _drainer = drainer;
        _options = options;
        _failures = failures;
        _journalThread = new Thread(TendJournal) { Name = "Cairn-Journal", IsBackground = true };
        _drainThread = new Thread(Drain) { Name = "Cairn-Drain", IsBackground = true };
    }

    public void Start()
    {
        _journalThread.Start();
        _drainThread.Start();
    }

    public void WakeJournal() => _journalSignal.Set();

    public void WakeDrain() => _drainSignal.Set();

    /// <summary>True on a thread that <see cref="Stop"/> would wait for.</summary>
    public bool IsOwnThread => Thread.CurrentThread == _drainThread || Thread.CurrentThread == _journalThread;

    /// <summary>
    /// Drains what is left and ends both threads. True when nothing is left. Call after the journal was sealed.
    /// </summary>
    public bool Stop()
    {
        _isStopping = true;
        WakeDrain();
        _drainThread.Join();
        WakeJournal();
        _journalThread.Join();
        _journal.Sync.Close(new ObjectDisposedException(nameof(CairnTracker)));
        return _isDrained;
    }

    private void TendJournal()
    {
        bool isDurable = _options.Durability == Durability.Disk;
        TimeSpan interval = isDurable ? _options.DiskSyncInterval : TendInterval;
        long tendedAt = 0;
        do
        {
            bool wasSignaled = _journalSignal.WaitOne(interval);
            bool isTime = Stopwatch.GetElapsedTime(tendedAt) > TendInterval;
            if (wasSignaled || isTime)
            {
                Tend();
            }

            if (isTime)
            {
                _everySecond(); // not at every signal: a burst would fill the store with refusals
                tendedAt = Stopwatch.GetTimestamp();
            }

            if (isDurable || _journal.Sync.HasWaiters)
            {
                Sync();
            }
        }
        while (!_isStopping || _drainThread.IsAlive);

        if (isDurable)
        {
            Sync(); // what the store did not take
        }
    }

    private void Tend()
    {
        try
        {
            _journal.Tend();
        }
#pragma warning disable CA1031 // a clock or a listener of the host's that throws must not end it
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failures.Report(CairnFailureKind.Journal, nameof(Tend), $"Tending the journal failed: {e.Message}", e);
        }
    }

    private void Sync()
    {
        try
        {
            _journal.Sync.Run();
            _failures.Recovered(CairnFailureKind.Durability, nameof(Sync), "The disk confirms what is written again.");
        }
        catch (IOException e)
        {
            _failures.Report(
                CairnFailureKind.Durability,
                nameof(Sync),
                $"The disk does not confirm what was written to '{_journal.Folder}': {e.Message} Records are kept and "
                + "stored, but a power cut may take them. Check the disk.",
                e);
        }
    }

    private void Drain()
    {
        while (!_isStopping)
        {
            if (Turn(_drainer.Turn) != DrainState.More)
            {
                _drainSignal.WaitOne(_options.DrainInterval);
            }
        }

        long begun = Stopwatch.GetTimestamp();
        do
        {
            DrainState state = Turn(_drainer.TurnOwn);
            _isDrained = _drainer.TryFinish();
            if (!_isDrained && state != DrainState.More)
            {
                _drainSignal.WaitOne(CloseInterval);
            }
        }
        while (!_isDrained && !_drainer.IsLeftToOthers && Stopwatch.GetElapsedTime(begun) < _options.CloseTimeout);
    }

    private DrainState Turn(Func<DrainState> turn)
    {
        try
        {
            DrainState state = turn();
            _failures.Recovered(CairnFailureKind.Store, nameof(Drain), "Draining goes on.");
            return state;
        }
#pragma warning disable CA1031 // whatever is wrong with the store must not end the host
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failures.Report(
                CairnFailureKind.Store,
                nameof(Drain),
                $"Draining failed: {e.Message} Records wait in the journal; it is tried again.",
                e);
            return DrainState.Failed;
        }
    }
}
