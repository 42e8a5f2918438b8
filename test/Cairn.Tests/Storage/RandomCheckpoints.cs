using Cairn.Storage;

namespace Cairn.Tests.Storage;

/// <summary>Checkpoints with many ties, NaN, infinities and missing metrics.</summary>
internal static class RandomCheckpoints
{
    public const string Model = "dqn_agent";

    private static readonly double[] Values =
        [double.NaN, double.NegativeInfinity, double.PositiveInfinity, -1.5, -0.0, 0.0, 0.25, 1e308];

    public static List<CheckpointMetadata> Make(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(number => Make(random, $"{Model}_{number}"))];

    private static CheckpointMetadata Make(Random random, string id)
    {
        var metrics = new Dictionary<string, double>();
        if (random.Next(5) > 0)
        {
            metrics["loss"] = Values[random.Next(Values.Length)];
        }

        return new CheckpointMetadata
        {
            CheckpointId = id,
            ModelName = Model,
            CreatedUtc = DateTimeOffset.UnixEpoch.AddMilliseconds(random.Next(3)),
            Step = random.Next(3),
            PerformanceMetrics = metrics,
        };
    }
}
