namespace Cairn.CrashHost;

/// <summary>Opens a store, takes the writer's role, says <c>writing</c>, and stays until standard input ends.</summary>
internal static class Holding
{
    public static int Run(string store)
    {
        using var tracker = CairnTracker.Open(store);
        tracker.FlushAsync().GetAwaiter().GetResult();
        Console.WriteLine(tracker.Health.IsStoreWriter ? "writing" : "waiting");
        while (Console.ReadLine() is not null)
        {
        }

        return 0;
    }
}
