using System.Globalization;
using Cairn.IntegrationTests.Crash;
using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using Cairn.Tests.Support;

namespace Cairn.IntegrationTests.Mlflow;

/// <summary>
/// Processes that write the same local MLflow store, while another one reads and after they were killed.
/// </summary>
public sealed class MlflowProcessTests
{
    private const int PointsPerBatch = 50;

    [Theory]
    [InlineData("sqlite:///", "mlflow.db", PointsPerBatch)]
    [InlineData("", "mlruns", 1)]
    public void Two_processes_write_while_a_third_reads_and_what_is_done_again_after_a_kill_is_there_once(
        string scheme, string name, int atOnce)
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var folder = new TempFolder();
        string uri = scheme + folder[name];
        using IMlflowTarget reader = MlflowTargets.Open(uri, PhysicalFileSystem.Instance, TimeProvider.System);
        reader.GetOrCreateExperiment("crash"); // two processes at once could make two folders of it
        for (int round = 0; round < 3; round++)
        {
            using var one = CrashHost.Start(["mlflow", uri, "one"]);
            using var two = CrashHost.Start(["mlflow", uri, "two"]);
            for (int promises = random.Next(5, 25); promises > 0; promises--)
            {
                one.WaitFor("accepted");
                two.WaitFor("accepted");
                if (promises % 10 == 0)
                {
                    HoldRuns(reader, atOnce, 0, $"seed {seed}, round {round}");
                }
            }

            one.Kill();
            two.Kill();
            HoldRuns(reader, atOnce, Math.Min(Promised(one), Promised(two)), $"seed {seed}, round {round}, killed");
        }

        Assert.Equal(2, reader.SearchRuns(reader.GetOrCreateExperiment("crash").Id).Count());
    }

    private static long Promised(CrashHost host) =>
        long.Parse(host.Said.Last(line => line.StartsWith("accepted", StringComparison.Ordinal))["accepted ".Length..], CultureInfo.InvariantCulture);

    /// <summary>
    /// Each run holds the numbers from 0 without a gap, each once, and only whole batches where those are atomic.
    /// </summary>
    private static void HoldRuns(IMlflowTarget reader, int atOnce, long promised, string where)
    {
        foreach (MlflowRun run in reader.SearchRuns(reader.GetOrCreateExperiment("crash").Id))
        {
            List<long> steps = [.. reader.ReadHistory(run.Id, "loss").Select(point => point.Step)];
            Assert.True(
                steps.SequenceEqual(Enumerable.Range(0, steps.Count).Select(step => (long)step)),
                $"{where}: {run.Name} has {steps.Count} points, {steps.Distinct().Count()} of them different.");
            Assert.True(
                steps.Count >= promised && steps.Count % atOnce == 0,
                $"{where}: {run.Name} has {steps.Count} points of {promised} that were promised.");
        }
    }
}
