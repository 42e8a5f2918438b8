using System.Diagnostics;
using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Journal;

namespace Cairn.Draining;

/// <summary>
/// The role of the one process that writes the store: it holds <c>writer.lock</c>, drains every process's journal, and
/// finishes the journals of dead ones. Owned by the draining thread.
/// </summary>
internal sealed class WriterRole(StoreLayout layout, SinkOpener sinks, FailureReporter failures, byte[] window)
    : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // By journal id. Bounded by the processes that use the store. Cleared when the role is given up.
    private readonly Dictionary<string, ForeignDrain> _foreign = [];

    private IFileLock? _lock;
    private long _lookedAt;

    public bool IsHeld => _lock is not null;

    /// <summary>What was brought in from dead processes.</summary>
    public RecoveryReport Report { get; private set; } = new(0, 0, 0);

    /// <summary>Why nobody can tell who writes: the lock itself cannot be tried. Null when it can.</summary>
    public IOException? LockFailure { get; private set; }

    /// <summary>Why a journal of another process does not move; null when all do.</summary>
    public Exception? Failure =>
        _foreign.Values.Select(drain => drain.Failure).FirstOrDefault(failure => failure is not null);

    /// <summary>
    /// Takes the role if nobody has it; the system frees it when the process that has it dies. Once a second it looks
    /// whether the lock still stands for the store, and gives the role up where somebody deleted or moved it.
    /// </summary>
    public bool TryTake()
    {
        try
        {
            if (_lock is { IsIntact: false })
            {
                Dispose();
            }

            _lock ??= layout.Files.TryLock(layout.WriterLock);
            LockFailure = null;
            failures.Recovered(CairnFailureKind.Store, layout.WriterLock, $"'{layout.WriterLock}' can be locked again.");
        }
        catch (IOException e)
        {
            LockFailure = e;
            failures.Report(
                CairnFailureKind.Store,
                layout.WriterLock,
                $"'{layout.WriterLock}' cannot be locked: {e.Message} Records wait in the journal.",
                e);
        }

        return IsHeld;
    }

    /// <summary>Has the next turn look for new journals, however short the last look is ago.</summary>
    public void LookAgain() => _lookedAt = 0;

    /// <summary>Drains the journals of others as far as their turn goes.</summary>
    public DrainState Turn(SinkLane store, string ownId)
    {
        if (_lookedAt == 0 || Stopwatch.GetElapsedTime(_lookedAt) > LookInterval)
        {
            _lookedAt = Stopwatch.GetTimestamp();
            Discover(ownId);
        }

        DrainState state = DrainState.CaughtUp;
        foreach ((string id, ForeignDrain drain) in _foreign.ToList())
        {
            state = state.And(drain.Turn(store));
            if (drain.IsGone)
            {
                Forget(id, drain);
            }
        }

        return state;
    }

    public void Dispose()
    {
        foreach (ForeignDrain drain in _foreign.Values)
        {
            drain.Dispose();
        }

        _foreign.Clear();
        _lock?.Dispose();
        _lock = null;
        _lookedAt = 0;
    }

    private void Discover(string ownId)
    {
        foreach (string folder in layout.Files.ListDirectories(layout.Journals))
        {
            string name = Path.GetFileName(folder);
            if (JournalFolder.IsTombstone(name))
            {
                JournalFolder.Delete(layout.Files, folder);
            }
            else if (JournalFolder.IsId(name) && name != ownId && !_foreign.ContainsKey(name))
            {
                _foreign.Add(name, new ForeignDrain(layout, folder, sinks, failures, window));
            }
        }
    }

    private void Forget(string id, ForeignDrain drain)
    {
        if (drain.IsRecovered)
        {
            Report = new RecoveryReport(
                Report.Journals + 1,
                Report.Stored + drain.Progress.Stored,
                Report.Lost + drain.Progress.Damaged + drain.Progress.Undefined);
        }

        _foreign.Remove(id);
        drain.Dispose();
    }
}
