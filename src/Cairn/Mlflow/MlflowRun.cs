namespace Cairn.Mlflow;

/// <summary>A run as MLflow has it.</summary>
public sealed record MlflowRun
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The experiment that it belongs to.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Its name for people; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required MlflowRunStatus Status { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedUtc { get; init; }

    /// <summary>A URI under which its artifacts are.</summary>
    public required string ArtifactUri { get; init; }

    /// <summary>Parameters by key; values are text.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Tags by key, MLflow's own (<c>mlflow.…</c>) included.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The latest point of each metric.</summary>
    public required IReadOnlyDictionary<string, MlflowPoint> Metrics { get; init; }
}
