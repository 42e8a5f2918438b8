namespace Cairn.Storage;

/// <summary>Which statistics are wanted; null fields leave none out.</summary>
public sealed record PerformanceFilter
{
    /// <summary>Of this model.</summary>
    public string? Model { get; init; }

    /// <summary>About this symbol.</summary>
    public string? Symbol { get; init; }

    /// <summary>By this checkpoint.</summary>
    public string? CheckpointId { get; init; }

    /// <summary>From this day on (UTC).</summary>
    public DateOnly? From { get; init; }

    /// <summary>Up to this day (UTC), which is included.</summary>
    public DateOnly? To { get; init; }
}
