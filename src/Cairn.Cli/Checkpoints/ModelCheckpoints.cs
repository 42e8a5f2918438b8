using Cairn.Checkpoints.Labels;
using Cairn.Storage;

namespace Cairn.Cli.Checkpoints;

/// <summary>The checkpoints of a model, ranked by the metric that its newest one was saved with. Immutable.</summary>
internal sealed class ModelCheckpoints
{
    public ModelCheckpoints(string name, IReadOnlyList<CheckpointMetadata> newestFirst, ModelLabels labels)
    {
        CheckpointMetadata? newest = newestFirst.FirstOrDefault(one => one.MonitorMetric is not null);
        (Name, Labels, Metric, Goal) = (name, labels, newest?.MonitorMetric, newest?.Goal ?? MetricGoal.Minimize);
        string? best = BestBy(newestFirst, Metric, Goal)?.CheckpointId;
        string? active = newestFirst.Any(one => one.CheckpointId == labels.Active)
            ? labels.Active
            : best ?? (newestFirst is [var first, ..] ? first.CheckpointId : null);
        All = [.. newestFirst.Select(one =>
            one with { IsBest = one.CheckpointId == best, IsActive = one.CheckpointId == active })];
    }

    public string Name { get; }

    public ModelLabels Labels { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<CheckpointMetadata> All { get; }

    /// <summary>What they are ranked by; null when they are not.</summary>
    public string? Metric { get; }

    public MetricGoal Goal { get; }

    public CheckpointMetadata? Best => All.FirstOrDefault(one => one.IsBest);

    /// <summary>Null where none has a number for the metric.</summary>
    public CheckpointMetadata? BestBy(string metric, MetricGoal goal) => BestBy(All, metric, goal);

    /// <summary>Its value of the metric that the model is ranked by; NaN when it has none.</summary>
    public double ScoreOf(CheckpointMetadata one) =>
        Metric is not null && one.PerformanceMetrics.TryGetValue(Metric, out double score) ? score : double.NaN;

    private static CheckpointMetadata? BestBy(
        IReadOnlyList<CheckpointMetadata> checkpoints, string? metric, MetricGoal goal) =>
        metric is null ? null : new CheckpointOrder(metric, goal).Best(checkpoints);
}
