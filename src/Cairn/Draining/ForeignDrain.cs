using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>
/// Another process's journal on its way into the store; when its owner is dead, also on its way into the log files, and
/// to its end. Whatever is wrong with it stays its own affair: it is tried again later, and others are not held up.
/// Owned by the draining thread of the process that has the writer's role.
/// </summary>
internal sealed class ForeignDrain : IDisposable
{
    private readonly ForeignJournal _journal;
    private readonly JournalPump _storePump;
    private readonly SinkOpener _sinks;
    private readonly FailureReporter _failures;
    private readonly IFileSystem _files;
    private readonly byte[] _window;

    private List<(SinkLane Lane, JournalPump Pump)>? _logs;
    private RetrySchedule _retry;
    private bool _isStoreClosed;

    public ForeignDrain(StoreLayout layout, string folder, SinkOpener sinks, FailureReporter failures, byte[] window)
    {
        _journal = new ForeignJournal(layout.Files, folder, layout.LogDirectory);
        _sinks = sinks;
        _failures = failures;
        _files = layout.Files;
        _window = window;
        _storePump = NewPump();
        _retry = new RetrySchedule(sinks.Time);
    }

    /// <summary>What the store has taken.</summary>
    public SinkProgress Progress => _storePump.Progress;

    /// <summary>True when nothing is left of it: its owner closed it, or it was brought to its end here.</summary>
    public bool IsGone { get; private set; }

    /// <summary>True when it was brought to its end here.</summary>
    public bool IsRecovered { get; private set; }

    /// <summary>Why it does not move; null while it does.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Moves what there is. Throws nothing.</summary>
    public DrainState Turn(SinkLane store)
    {
        if (!_retry.IsDue())
        {
            return DrainState.Failed;
        }

        try
        {
            DrainState state = Move(store);
            if (state != DrainState.Failed)
            {
                _retry.Succeeded();
                Failure = null;
                _failures.Recovered(CairnFailureKind.Damage, _journal.Id, $"'{_journal.Folder}' can be read again.");
            }

            return state;
        }
        catch (Exception e) when (e is IOException or JournalUnreadableException)
        {
            _retry.Failed();
            Failure = e;
            _failures.Report(CairnFailureKind.Damage, _journal.Id, $"{e.Message} It is tried again later.", e);
            return DrainState.Failed;
        }
    }

    public void Dispose()
    {
        _logs?.ForEach(log => log.Lane.Dispose());
        _journal.Dispose();
    }

    private DrainState Move(SinkLane store)
    {
        if (!_files.DirectoryExists(_journal.Folder))
        {
            IsGone = true;
            return DrainState.CaughtUp;
        }

        // Asked before reading: once the owner is known to be dead, what is read to the end is all there will be.
        bool isDead = _journal.TryInherit(_files);
        DrainState state = _storePump.Pump(store);
        Failure = state == DrainState.Failed ? store.Failure : null;
        ReportDamage();
        return state == DrainState.CaughtUp && isDead ? Finish(store) : state;
    }

    /// <summary>Finishes what a dead process left: the runs that never ended, the log files, the folder.</summary>
    private DrainState Finish(SinkLane store)
    {
        _isStoreClosed = _isStoreClosed || store.Try(sink => sink.Close(_journal));
        if (!_isStoreClosed)
        {
            return DrainState.Failed;
        }

        _logs ??= [.. _sinks.OpenFileLanes(_failures, _journal).Select(lane => (lane, NewPump()))];
        foreach ((SinkLane lane, JournalPump pump) in _logs)
        {
            DrainState state = pump.Pump(lane);
            if (state != DrainState.CaughtUp || !lane.Try(sink => sink.Close(_journal)))
            {
                Failure = lane.Failure;
                return state == DrainState.More ? state : DrainState.Failed;
            }
        }

        JournalFolder.Delete(_files, _journal.Folder);
        IsRecovered = true;
        IsGone = true;
        return DrainState.CaughtUp;
    }

    private JournalPump NewPump() => new(_journal, _journal.NewReader(_window));

    private void ReportDamage()
    {
        if (Progress.Damaged > 0)
        {
            _failures.Report(
                CairnFailureKind.Damage,
                _journal.Id + " damage",
                $"{Progress.Damaged} records in '{_journal.Folder}' were damaged and are lost; all others were stored. "
                + "Check the disk.");
        }
    }
}
