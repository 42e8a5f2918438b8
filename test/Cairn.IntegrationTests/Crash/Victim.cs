using System.Globalization;
using Cairn.Storage;

namespace Cairn.IntegrationTests.Crash;

/// <summary>What a killed process had been promised.</summary>
internal sealed record Victim(string Run, IReadOnlyDictionary<int, long> Accepted)
{
    /// <summary>Kills hosts after a random number of the promises that they were made.</summary>
    public static List<Victim> KillSoon(IReadOnlyList<CrashHost> hosts, Random random)
    {
        foreach (CrashHost host in hosts)
        {
            for (int promises = random.Next(1, 300); promises > 0; promises--)
            {
                host.WaitFor("accepted");
            }
        }

        foreach (CrashHost host in hosts)
        {
            host.Kill();
        }

        return [.. hosts.Select(From)];
    }

    /// <summary>
    /// Fails when a record is missing, doubled, out of order or wrong. More than was promised may be there: calls that
    /// returned before they could be told of.
    /// </summary>
    public void HoldTo(IRunStore store, int threads, string where)
    {
        RunInfo run = store.FindRun(Run)!;
        Assert.True(run.Status == RunStatus.Crashed, $"{where}: the run is {run.Status}.");
        for (int thread = 0; thread < threads; thread++)
        {
            SeriesInfo? series = store.FindSeries(Run, $"worker/{thread}");
            long promised = Accepted.GetValueOrDefault(thread);
            Assert.True((series?.Count ?? 0) >= promised, $"{where}: {series?.Count} of {promised} records are there.");
            long step = 0;
            foreach (SeriesPoint point in series is null ? [] : store.ReadRange(series))
            {
                Assert.True(
                    point.Step == step && point.Value == step, $"{where}: found {point} in the place of {step}.");
                step++;
            }

            Assert.Equal(series?.Count ?? 0, step);
        }
    }

    private static Victim From(CrashHost host)
    {
        string run = "";
        var accepted = new Dictionary<int, long>();
        foreach (string[] words in host.Said.Select(line => line.Split(' ')))
        {
            if (words is ["run", var id])
            {
                run = id;
            }
            else if (words is ["accepted", var thread, var count])
            {
                accepted[int.Parse(thread, CultureInfo.InvariantCulture)] = long.Parse(count, CultureInfo.InvariantCulture);
            }
        }

        return new Victim(run, accepted);
    }
}
