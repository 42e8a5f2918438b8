using System.Diagnostics;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Draining;

/// <summary>
/// Finds runs that can go on: those whose end is in the store, with all that was recorded before it. Safe for any number
/// of threads, but for the tracker's own.
/// </summary>
internal sealed class ResumableRuns(Drainer drainer, TrackerThreads threads, StoreLayout layout, TimeSpan patience)
{
    /// <summary>
    /// Has the journals of dead processes brought in, by this process or by the one that writes the store, for which it
    /// waits as long as there is patience.
    /// </summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="InvalidOperationException">The run has not ended.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be written or read now.</exception>
    public ResumePoint Find(string runId, string checkpointId)
    {
        long begun = Stopwatch.GetTimestamp();
        Exception? failure;
        ResumePoint? point;
        bool wasWriter;
        do
        {
            wasWriter = drainer.IsStoreWriter;
            failure = TryBringIn(patience - Stopwatch.GetElapsedTime(begun));
            point = Read(runId, checkpointId);
        }
        while (!IsWhole(point) && failure is null && !wasWriter && Stopwatch.GetElapsedTime(begun) < patience);

        return point is { Run.Status: not RunStatus.Running } ? point : throw Explain(runId, point, failure);
    }

    /// <summary>One round of draining. Returns what was wrong with it, which need not concern the run.</summary>
    private Exception? TryBringIn(TimeSpan limit)
    {
        try
        {
            Task done = drainer.RequestEveryJournal();
            threads.WakeDrain();
            done.WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception error) when (error is StoreUnavailableException or TimeoutException)
        {
            return error;
        }
    }

    private ResumePoint? Read(string runId, string checkpointId)
    {
        using var store = new SqliteRunStore(layout.Root);
        return store.FindResumePoint(runId, checkpointId);
    }

    /// <summary>
    /// A crash is in the store before the dead process's log files are finished: they are, when its journal is gone.
    /// </summary>
    private bool IsWhole(ResumePoint? point) => point?.Run.Status switch
    {
        null or RunStatus.Running => false,
        RunStatus.Crashed => !layout.Files.DirectoryExists(Path.Combine(layout.Journals, point.Journal)),
        _ => true,
    };

    private Exception Explain(string runId, ResumePoint? point, Exception? failure) => (failure, point) switch
    {
        (StoreUnavailableException, _) => failure,
        (TimeoutException, _) => new StoreUnavailableException(
            "store.busy",
            layout.Root,
            $"What other processes recorded was not in the store '{layout.Root}' after {patience.TotalSeconds:0.#} s, so it "
            + $"is not known where run {runId} stands. Try again, or raise {nameof(CairnOptions.CloseTimeout)}.",
            failure,
            isTransient: true),
        (_, null) => new RunNotFoundException(runId, layout.Root),
        _ => new InvalidOperationException(
            $"Run {runId} ('{point.Run.Name}') is still running, so it cannot be resumed. End it in its process first; if "
            + "that process is dead, try again when its journal was brought in."),
    };
}
