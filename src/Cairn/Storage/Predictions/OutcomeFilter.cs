namespace Cairn.Storage;

/// <summary>Which outcomes are wanted; null fields leave none out.</summary>
public sealed record OutcomeFilter
{
    /// <summary>Of this model.</summary>
    public string? Model { get; init; }

    /// <summary>Of this prediction, all that ever came for it.</summary>
    public PredictionId? Prediction { get; init; }

    /// <summary>With this status.</summary>
    public OutcomeStatus? Status { get; init; }

    /// <summary>Only those that arrived last, so many of them. Default 1,000.</summary>
    public int Limit { get; init; } = 1000;
}
