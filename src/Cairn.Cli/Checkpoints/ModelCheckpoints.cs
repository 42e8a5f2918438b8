using Cairn.Checkpoints;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>The checkpoints of a model, ranked by the metric that its newest one was saved with. Immutable.</summary>
internal sealed class ModelCheckpoints
{
    private ModelCheckpoints(string name, IReadOnlyList<CheckpointMetadata> newestFirst)
    {
        CheckpointMetadata? newest = newestFirst.FirstOrDefault(one => one.MonitorMetric is not null);
        (Name, Metric, Goal) = (name, newest?.MonitorMetric, newest?.Goal ?? MetricGoal.Minimize);
        string? best = BestBy(newestFirst, Metric, Goal)?.CheckpointId;
        All = [.. newestFirst.Select(one => one with { IsBest = one.CheckpointId == best })];
    }

    public string Name { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<CheckpointMetadata> All { get; }

    /// <summary>What they are ranked by; null when they are not.</summary>
    public string? Metric { get; }

    public MetricGoal Goal { get; }

    public CheckpointMetadata? Best => All.FirstOrDefault(one => one.IsBest);

    public static ModelCheckpoints Read(CheckpointManager manager, string name) =>
        new(name, manager.ListCheckpoints(name));

    /// <summary>Null where none has a number for the metric.</summary>
    public CheckpointMetadata? BestBy(string metric, MetricGoal goal) => BestBy(All, metric, goal);

    /// <summary>Its value of the metric that the model is ranked by; NaN when it has none.</summary>
    public double ScoreOf(CheckpointMetadata one) =>
        Metric is not null && one.PerformanceMetrics.TryGetValue(Metric, out double score) ? score : double.NaN;

    private static CheckpointMetadata? BestBy(
        IReadOnlyList<CheckpointMetadata> checkpoints, string? metric, MetricGoal goal)
    {
        if (metric is null)
        {
            return null;
        }

        var order = new CheckpointOrder(metric, goal);
        return checkpoints.Where(order.CanBeBest).Order(order).FirstOrDefault();
    }
}
