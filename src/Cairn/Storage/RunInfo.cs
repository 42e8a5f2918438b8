namespace Cairn.Storage;

/// <summary>A run as the store knows it.</summary>
public sealed record RunInfo
{
    /// <summary>Unique for ever, sortable by start: <c>20261121-143500-7f3a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The line of work that it belongs to.</summary>
    public required string Experiment { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>When it ended; for a crashed run, the time of its last record. Null while it runs.</summary>
    public DateTimeOffset? EndedUtc { get; init; }

    /// <summary>Why it ended, where somebody said.</summary>
    public string? EndReason { get; init; }

    /// <summary>What it was started with, a JSON object, secrets masked.</summary>
    public string ConfigurationJson { get; init; } = "{}";

    /// <summary>Machine, runtime, process and source revision that it ran on, a JSON object, secrets masked.</summary>
    public string EnvironmentJson { get; init; } = "{}";

    /// <summary>What it reported when it ended, a JSON object.</summary>
    public string SummaryJson { get; init; } = "{}";

    /// <summary>Free text about the run.</summary>
    public string? Note { get; init; }

    /// <summary>Name of its folder under <c>logs/</c>.</summary>
    public string LogFolder { get; init; } = "";

    /// <summary>How many series it has.</summary>
    public int SeriesCount { get; init; }

    /// <summary>How many points its series hold together.</summary>
    public long PointCount { get; init; }
}
