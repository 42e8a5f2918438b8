using Cairn.Inference;
using Cairn.Storage;

namespace Cairn.CrashHost;

/// <summary>
/// Logs predictions until the process is killed, each three times, so that two of three are repetitions, and resolves
/// every third. Says <c>accepted THREAD COUNT</c> every so often: that many calls have
/// returned, and none was refused. The data of a prediction is as old as its number in seconds since 1970.
/// </summary>
internal static class PredictionLogging
{
    public const int CallsOfOne = 3;

    private const int CallsBetweenAcks = 90;

    public static int Run(string store, int threads)
    {
        var tracker = CairnTracker.Open(store);
        Console.WriteLine($"process {Environment.ProcessId}");
        var workers = Enumerable.Range(0, threads).Select(thread => new Thread(() => Log(tracker, thread))).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return 0;
    }

    private static void Log(CairnTracker tracker, int thread)
    {
        string symbol = $"{Environment.ProcessId}/{thread}";
        float[] features = new float[8];
        for (long count = 0; ; count++)
        {
            if (count % CallsBetweenAcks == 0)
            {
                Console.WriteLine($"accepted {thread} {count}");
                WaitWhileAhead(tracker);
            }

            long number = count / CallsOfOne;
            features[0] = number;
            PredictionId id = tracker.Inference.Log(new Prediction
            {
                Model = "victim",
                Symbol = symbol,
                Action = number % 2 == 0 ? "BUY" : "SELL",
                Confidence = 0.75,
                InputFeatures = features,
                ProcessingTimeMs = 1.5,
                DataAsOf = DateTimeOffset.FromUnixTimeSeconds(number),
            });
            if (count % CallsOfOne == CallsOfOne - 1)
            {
                tracker.Inference.Resolve(id, actual: "BUY");
            }
        }
    }

    /// <summary>Stays within the journal's room, since a refused call promises nothing.</summary>
    private static void WaitWhileAhead(CairnTracker tracker)
    {
        while (tracker.Health.Pending > 20_000)
        {
            Thread.Sleep(1);
        }
    }
}
