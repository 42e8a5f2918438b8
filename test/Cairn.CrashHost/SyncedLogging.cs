namespace Cairn.CrashHost;

/// <summary>
/// Logs ten points a round and waits for the disk after each. Says <c>durable COUNT</c> when the disk confirmed that
/// many, and <c>unconfirmed COUNT</c> when it did not.
/// </summary>
internal static class SyncedLogging
{
    private const int PointsInRound = 10;

    public static int Run(string store, int rounds)
    {
        using var tracker = CairnTracker.Open(store, new CairnOptions { Durability = Durability.Disk });
        Run run = tracker.StartRun("synced");
        Console.WriteLine($"run {run.Id}");
        Series series = run.Series("value");
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < PointsInRound; i++)
            {
                int step = (round * PointsInRound) + i;
                series.Log(step, step);
            }

            Console.WriteLine($"{Confirm(tracker)} {(round + 1) * PointsInRound}");
        }

        run.Complete();
        return 0;
    }

    private static string Confirm(CairnTracker tracker)
    {
        try
        {
            tracker.FlushToDiskAsync().GetAwaiter().GetResult();
            return "durable";
        }
        catch (DurabilityException)
        {
            return "unconfirmed";
        }
    }
}
