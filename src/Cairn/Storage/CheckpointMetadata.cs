namespace Cairn.Storage;

/// <summary>What is known of a checkpoint without opening its tensors. Immutable.</summary>
public sealed record CheckpointMetadata
{
    /// <summary>Unique in the store for ever: <c>dqn_agent_20250725_143500</c>.</summary>
    public required string CheckpointId { get; init; }

    /// <summary>The model that it is a state of: <c>dqn_agent</c>.</summary>
    public required string ModelName { get; init; }

    /// <summary>What kind of model: <c>rl</c>, <c>transformer</c>; empty when nobody said.</summary>
    public string ModelType { get; init; } = "";

    /// <summary>When its state was taken.</summary>
    public required DateTimeOffset CreatedUtc { get; init; }

    /// <summary>Finished epochs.</summary>
    public long Epoch { get; init; }

    /// <summary>Finished steps.</summary>
    public long Step { get; init; }

    /// <summary>Metrics of this very step, by name; NaN and infinities are kept.</summary>
    public IReadOnlyDictionary<string, double> PerformanceMetrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Free labels for people and programs.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>How it was trained, as a JSON object; secrets are masked.</summary>
    public string TrainingMetadataJson { get; init; } = "{}";

    /// <summary>The run that made it; null when none did.</summary>
    public string? RunId { get; init; }

    /// <summary>The experiment of that run.</summary>
    public string? Experiment { get; init; }

    /// <summary>The metric that it is ranked by: <c>val/loss</c>; null when it is not ranked.</summary>
    public string? MonitorMetric { get; init; }

    /// <summary>Which way <see cref="MonitorMetric"/> gets better.</summary>
    public MetricGoal Goal { get; init; }

    /// <summary>Bytes of all its files on disk.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 of the whole, in hexadecimal: what a prediction refers to.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Where it is: folder of the model and folder of the checkpoint below the checkpoint directory.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Why retention never deletes it; null when it may.</summary>
    public string? PinnedBecause { get; init; }

    /// <summary>Names that point at it: <c>champion</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether it is the one that loading the model without a name takes.</summary>
    public bool IsActive { get; init; }

    /// <summary>Whether it is the best of its model by <see cref="MonitorMetric"/>, where that was asked.</summary>
    public bool IsBest { get; init; }

    /// <summary>Value of <see cref="MonitorMetric"/>; NaN when it is not ranked or the metric is missing.</summary>
    public double Score => MonitorMetric is { } metric && PerformanceMetrics.TryGetValue(metric, out double value)
        ? value
        : double.NaN;
}
