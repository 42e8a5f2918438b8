using Cairn.Storage.Sqlite;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Crash;

/// <summary>What an inference log accepted survives <c>kill -9</c>, and all who count it agree.</summary>
public class PredictionCrashTests
{
    [Theory]
    [InlineData(1, 8, 12)]
    [InlineData(4, 8, 8)]
    public void Killed_while_threads_and_processes_log_no_prediction_is_lost_or_doubled(
        int processes, int threads, int rounds)
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var folder = new TempFolder();
        for (int round = 0; round < rounds; round++)
        {
            List<CrashHost> hosts =
            [
                .. Enumerable.Range(0, processes).Select(_ => CrashHost.Start(["predict", folder["store"], $"{threads}"])),
            ];
            List<PredictionVictim> victims = PredictionVictim.KillSoon(hosts, random);
            CairnTracker.Recover(folder["store"]);

            using (var store = new SqliteRunStore(folder["store"]))
            {
                Dictionary<string, long> lines = LinesBySymbol(folder["store"]);
                victims.ForEach(victim => victim.HoldTo(store, lines, $"seed {seed}, round {round}"));
            }

            hosts.ForEach(host => host.Dispose());
        }
    }

    private static Dictionary<string, long> LinesBySymbol(string store) => Directory
        .GetFiles(Path.Combine(store, "logs"), "inference_records*.txt")
        .SelectMany(File.ReadLines)
        .GroupBy(static line => line.Split('|')[2].Trim())
        .ToDictionary(static lines => lines.Key, static lines => lines.LongCount());
}
