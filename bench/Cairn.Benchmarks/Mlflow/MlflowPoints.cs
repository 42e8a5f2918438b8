using Cairn.Mlflow;

namespace Cairn.Benchmarks.Mlflow;

/// <summary>Points of a training run: at each step one of every metric. Stateless.</summary>
internal static class MlflowPoints
{
    private const long StartMs = 1_767_225_600_000;

    public static MlflowBatch Batch(int points, int keys)
    {
        string[] names = [.. Enumerable.Range(0, keys).Select(number => $"train/loss/{number}")];
        var random = new Random(2);
        return new MlflowBatch
        {
            Metrics =
            [
                .. Enumerable.Range(0, points).Select(number => new MlflowMetric(
                    names[number % keys], new MlflowPoint(number / keys, StartMs + (number / keys), random.NextDouble()))),
            ],
        };
    }
}
