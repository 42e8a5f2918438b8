using Cairn;

namespace Guide;

internal static class Recovery
{
    public static async Task AllAsync()
    {
        Recover();
        await Durable();
        await Wait();
    }

    private static void Recover()
    {
        #region recover
        RecoveryReport report = CairnTracker.Recover("cairn");
        Console.WriteLine($"{report.Journals} journals: {report.Stored} records stored, {report.Lost} lost");
        #endregion
    }

    private static async Task Durable()
    {
        #region disk
        var options = new CairnOptions
        {
            Durability = Durability.Disk,
            DiskSyncInterval = TimeSpan.FromMilliseconds(20),
        };
        await using var tracker = CairnTracker.Open("cairn", options);
        using Run run = tracker.StartRun("live");
        run.LogEvent("order", "Bought 100 at 1.0843");
        try
        {
            await tracker.FlushToDiskAsync(); // after this, the event survives a power cut
        }
        catch (DurabilityException e)
        {
            Console.Error.WriteLine(e.Message); // still recorded, but the disk did not confirm it
        }
        #endregion

        run.Complete();
    }

    private static async Task Wait()
    {
        await using var tracker = CairnTracker.Open("cairn");

        #region flush
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await tracker.FlushAsync(patience.Token); // after this, other programs can read everything
        }
        catch (StoreUnavailableException e)
        {
            Console.Error.WriteLine(e.Message); // nothing is lost: the records wait in the journal
        }
        #endregion
    }
}
