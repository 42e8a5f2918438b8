namespace Cairn.CrashHost;

/// <summary>
/// Logs the numbers 0, 1, 2, … on a series for each thread until the process is killed, and says every so often
/// <c>accepted THREAD COUNT</c>: that many calls have returned, and the tracker refused none of them.
/// </summary>
internal static class EndlessLogging
{
    private const int CallsBetweenAcks = 250;

    public static int Run(string store, int threads)
    {
        var tracker = CairnTracker.Open(store);
        Run run = tracker.StartRun("crash");
        Console.WriteLine($"run {run.Id}");
        var workers = Enumerable.Range(0, threads).Select(thread => new Thread(() => Log(tracker, run, thread))).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return 0;
    }

    private static void Log(CairnTracker tracker, Run run, int thread)
    {
        Series series = run.Series($"worker/{thread}");
        for (long count = 0; ; count++)
        {
            if (count % CallsBetweenAcks == 0)
            {
                Console.WriteLine($"accepted {thread} {count}");
                WaitWhileAhead(tracker);
            }

            series.Log(count, count);
        }
    }

    /// <summary>Stays within the journal's room, since a refused call promises nothing.</summary>
    private static void WaitWhileAhead(CairnTracker tracker)
    {
        while (tracker.Health.Pending > 100_000)
        {
            Thread.Sleep(1);
        }
    }
}
