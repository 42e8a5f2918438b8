using Cairn.Diagnostics;
using Cairn.IO;
using Cairn.Journal;
using Cairn.Sinks;

namespace Cairn.Draining;

/// <summary>
/// The role of the one process that writes the store: it holds <c>writer.lock</c>, drains every process's journal, and
/// finishes the journals of dead ones. Owned by the draining thread.
/// </summary>
internal sealed class WriterRole(StorePlaces places, Func<IReadOnlyList<SinkLane>> openFileLanes, FailureReporter failures)
    : IDisposable
{
    // Bounded by the processes that use the store. Cleared when the role is given up.
    private readonly Dictionary<string, ForeignDrain> _foreign = [];

    private IFileLock? _lock;

    public bool IsHeld => _lock is not null;

    /// <summary>What was brought in from dead processes.</summary>
    public RecoveryReport Report { get; private set; } = new(0, 0, 0);

    /// <summary>Takes the role if nobody has it. The system frees it when the process that has it dies.</summary>
    public bool TryTake()
    {
        try
        {
            _lock ??= places.Files.TryLock(places.WriterLock);
        }
        catch (IOException e)
        {
            failures.Report(
                CairnFailureKind.Store,
                $"'{places.WriterLock}' cannot be locked: {e.Message} Records wait in the journal.",
                e);
        }

        return IsHeld;
    }

    /// <summary>Looks for journals of other processes that appeared.</summary>
    public void Discover(string ownId)
    {
        foreach (string folder in places.Files.ListDirectories(places.Journals))
        {
            string id = Path.GetFileName(folder);
            if (id != ownId && !_foreign.ContainsKey(id))
            {
                _foreign.Add(id, new ForeignDrain(new ForeignJournal(places.Files, folder, places.LogDirectory)));
            }
        }
    }

    /// <summary>Drains the journals of others. True when all that there was is in the store.</summary>
    public bool Pump(SinkLane store)
    {
        bool isCaughtUp = true;
        foreach (ForeignDrain drain in _foreign.Values.ToList())
        {
            try
            {
                isCaughtUp &= Pump(drain, store);
            }
            catch (IOException e)
            {
                isCaughtUp = false;
                failures.Report(
                    CairnFailureKind.Damage,
                    $"The journal '{drain.Journal.Folder}' cannot be read: {e.Message} It is tried again later.",
                    e);
            }
        }

        return isCaughtUp;
    }

    public void Dispose()
    {
        foreach (ForeignDrain drain in _foreign.Values)
        {
            drain.Journal.Dispose();
        }

        _foreign.Clear();
        _lock?.Dispose();
        _lock = null;
    }

    private bool Pump(ForeignDrain drain, SinkLane store)
    {
        if (!places.Files.DirectoryExists(drain.Journal.Folder))
        {
            Forget(drain); // its owner closed it
            return true;
        }

        // Asked before reading: once the owner is known to be dead, what is read to the end is all there will be.
        bool isDead = drain.Journal.TryInherit(places.Files);
        bool isCaughtUp = false;
        store.Try(sink => isCaughtUp = drain.StorePump.Pump(sink));
        ReportDamage(drain);
        return isCaughtUp && (!isDead || TryFinish(drain, store));
    }

    /// <summary>Finishes what a dead process left: the other sinks, the runs that never ended, the folder.</summary>
    private bool TryFinish(ForeignDrain drain, SinkLane store)
    {
        foreach (SinkLane lane in openFileLanes())
        {
            using (lane)
            {
                var pump = new JournalPump(drain.Journal, drain.Journal.NewReader());
                bool isDone = lane.Try(sink =>
                {
                    while (!pump.Pump(sink))
                    {
                    }

                    sink.Close(drain.Journal);
                });
                if (!isDone)
                {
                    return false;
                }
            }
        }

        if (!store.Try(sink => sink.Close(drain.Journal)))
        {
            return false;
        }

        places.Files.DeleteDirectory(drain.Journal.Folder);
        Forget(drain);
        SinkProgress progress = drain.StorePump.Progress;
        Report = new RecoveryReport(
            Report.Journals + 1, Report.Stored + progress.Stored, Report.Lost + progress.Damaged + progress.Undefined);
        return true;
    }

    private void Forget(ForeignDrain drain)
    {
        _foreign.Remove(drain.Journal.Id);
        drain.Journal.Dispose();
    }

    private void ReportDamage(ForeignDrain drain)
    {
        SinkProgress progress = drain.StorePump.Progress;
        if (progress.Damaged > 0)
        {
            failures.Report(
                CairnFailureKind.Damage,
                $"{progress.Damaged} records in '{drain.Journal.Folder}' were damaged and are lost; all others were stored. "
                + "Check the disk.");
        }
    }

    private sealed record ForeignDrain(ForeignJournal Journal)
    {
        public JournalPump StorePump { get; } = new(Journal, Journal.NewReader());
    }
}
