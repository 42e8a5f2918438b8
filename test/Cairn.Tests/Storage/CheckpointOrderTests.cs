using Cairn.Storage;

namespace Cairn.Tests.Storage;

public class CheckpointOrderTests
{
    [Theory]
    [InlineData(MetricGoal.Minimize, "b a +d -c n m")]
    [InlineData(MetricGoal.Maximize, "a b +d -c n m")]
    public void Finite_values_come_before_infinite_ones_and_no_number_comes_last(MetricGoal goal, string expected)
    {
        double good = goal == MetricGoal.Minimize ? double.NegativeInfinity : double.PositiveInfinity;
        CheckpointMetadata[] checkpoints =
        [
            Checkpoint("m"), Checkpoint("n", double.NaN), Checkpoint("-c", -good), Checkpoint("a", 2),
            Checkpoint("+d", good), Checkpoint("b", 1),
        ];

        IEnumerable<string> ids = checkpoints.Order(new CheckpointOrder("loss", goal)).Select(one => one.CheckpointId);

        Assert.Equal(expected, string.Join(' ', ids));
    }

    [Fact]
    public void Of_equal_ones_the_newest_by_time_then_step_then_id_is_first()
    {
        CheckpointMetadata[] checkpoints =
        [
            Checkpoint("a", 1), Checkpoint("B", 1), Checkpoint("late", 1) with { CreatedUtc = DateTimeOffset.UnixEpoch.AddMilliseconds(1) },
            Checkpoint("far", 1) with { Step = 2 },
        ];

        Assert.Equal(["late", "far", "a", "B"], Ids(checkpoints.Order(new CheckpointOrder("loss", MetricGoal.Minimize))));
        Assert.Equal(["late", "far", "a", "B"], Ids(checkpoints.Order(CheckpointOrder.NewestFirst)));
    }

    [Fact]
    public void Only_one_with_a_number_can_be_the_best()
    {
        var order = new CheckpointOrder("loss", MetricGoal.Minimize);

        Assert.Equal(
            [false, false, true, true],
            new[] { Checkpoint("m"), Checkpoint("n", double.NaN), Checkpoint("i", double.PositiveInfinity), Checkpoint("f", 1) }
                .Select(order.CanBeBest));
    }

    [Theory]
    [InlineData(MetricGoal.Minimize)]
    [InlineData(MetricGoal.Maximize)]
    public void It_is_a_total_order(MetricGoal goal)
    {
        const int seed = 17;
        List<CheckpointMetadata> all = RandomCheckpoints.Make(new Random(seed), 40);
        var order = new CheckpointOrder("loss", goal);
        foreach (CheckpointMetadata a in all)
        {
            foreach (CheckpointMetadata b in all)
            {
                int ab = Math.Sign(order.Compare(a, b));
                Assert.True(ab == -Math.Sign(order.Compare(b, a)), $"seed {seed}: {a.CheckpointId}, {b.CheckpointId}");
                Assert.True(ab == 0 == (a == b), $"seed {seed}: {a.CheckpointId} and {b.CheckpointId} are equal");
                Assert.All(all.Where(_ => ab < 0), c => Assert.False(
                    order.Compare(b, c) < 0 && order.Compare(a, c) >= 0,
                    $"seed {seed}: {a.CheckpointId}, {b.CheckpointId}, {c.CheckpointId}"));
            }
        }
    }

    private static IEnumerable<string> Ids(IEnumerable<CheckpointMetadata> checkpoints) =>
        checkpoints.Select(one => one.CheckpointId);

    private static CheckpointMetadata Checkpoint(string id, double? loss = null) => new()
    {
        CheckpointId = id,
        ModelName = "dqn_agent",
        CreatedUtc = DateTimeOffset.UnixEpoch,
        PerformanceMetrics = loss is { } value ? new() { ["loss"] = value } : new Dictionary<string, double>(),
    };
}
