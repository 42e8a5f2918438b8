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
        Exception? failure = TryBringIn(patience, isUrgent: true);
        ResumePoint? point = Read(runId, checkpointId);
        bool isWriter = false;
        TimeSpan left = patience - Stopwatch.GetElapsedTime(begun);
        while (!IsWhole(point) && !isWriter && failure is null && left > TimeSpan.Zero)
        {
            // Who was the writer before a round knows after it that there is no more.
            isWriter = drainer.IsStoreWriter;
            failure = TryBringIn(left, isUrgent: isWriter);
            if (failure is TimeoutException && !isWriter)
            {
                failure = null; // it was another's work that was waited for
            }

            point = Read(runId, checkpointId);
            left = patience - Stopwatch.GetElapsedTime(begun);
        }

        return point is { Run.Status: not RunStatus.Running } ? point : throw Explain(runId, point, failure);
    }

    /// <summary>
    /// One round of draining; it comes at the drainer's own pace when it is not urgent. Returns what was wrong with it,
    /// which need not concern the run.
    /// </summary>
    private Exception? TryBringIn(TimeSpan limit, bool isUrgent)
    {
        try
        {
            Task done = drainer.RequestEveryJournal();
            if (isUrgent)
            {
                threads.WakeDrain();
            }

            done.WaitAsync(limit).GetAwaiter().GetResult();
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
