using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;

namespace Cairn.CrashHost;

/// <summary>
/// Logs the points 0, 1, 2, … of one run to MLflow until the process is killed, always from the beginning, as a sink
/// does whose place was lost. Says <c>accepted COUNT</c> after each batch.
/// </summary>
internal static class MlflowLogging
{
    private const int PointsPerBatch = 50;

    public static int Run(string uri, string key)
    {
        using IMlflowTarget target = MlflowTargets.Open(uri, PhysicalFileSystem.Instance, TimeProvider.System);
        string run = Again(() => target.GetOrCreateRun(new MlflowRunStart(
            target.GetOrCreateExperiment("crash").Id, key, key, StartMs: 1, "ada", [])).Id);
        for (int from = 0; ; from += PointsPerBatch)
        {
            MlflowMetric[] points =
            [
                .. Enumerable.Range(from, PointsPerBatch).Select(
                    step => new MlflowMetric("loss", new MlflowPoint(step, step / 7, step))),
            ];
            Again(() =>
            {
                target.LogBatch(run, new MlflowBatch { Metrics = points });
                return true;
            });
            Console.WriteLine($"accepted {from + PointsPerBatch}");
        }
    }

    private static T Again<T>(Func<T> call)
    {
        while (true)
        {
            try
            {
                return call();
            }
            catch (MlflowException error) when (error.IsTransient)
            {
                Thread.Sleep(10);
            }
        }
    }
}
