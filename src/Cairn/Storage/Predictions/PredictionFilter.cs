namespace Cairn.Storage;

/// <summary>Which predictions are wanted; null and empty fields leave none out.</summary>
public sealed record PredictionFilter
{
    /// <summary>Of this model.</summary>
    public string? Model { get; init; }

    /// <summary>About this symbol.</summary>
    public string? Symbol { get; init; }

    /// <summary>By this checkpoint.</summary>
    public string? CheckpointId { get; init; }

    /// <summary>With this answer.</summary>
    public string? Action { get; init; }

    /// <summary>In this state.</summary>
    public PredictionState? State { get; init; }

    /// <summary>With at least one of these flaws.</summary>
    public PredictionFlaws Flaws { get; init; }

    /// <summary>Decided then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Decided before that.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only the newest, so many of them. Default 1,000.</summary>
    public int Limit { get; init; } = 1000;
}
