namespace Cairn.Storage;

/// <summary>An outcome as the store has it. Immutable.</summary>
public sealed record OutcomeInfo
{
    /// <summary>Its number in the store, in the order of arrival.</summary>
    public required long Id { get; init; }

    /// <summary>The prediction that it belongs to; null while there is none.</summary>
    public PredictionId? Prediction { get; init; }

    /// <summary>What was handed in: the id of a prediction, or <c>@</c> and a time of decision in milliseconds.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Model of the prediction.</summary>
    public string Model { get; init; } = "";

    /// <summary>Symbol of the prediction.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>What would have been right: the name of an action; empty when only a value is known.</summary>
    public string Actual { get; init; } = "";

    /// <summary>A figure, as the return or the profit; NaN when there is none.</summary>
    public double Value { get; init; } = double.NaN;

    /// <summary>When it became true.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When it was handed in.</summary>
    public required DateTimeOffset ReceivedTime { get; init; }

    /// <summary>What became of it.</summary>
    public OutcomeStatus Status { get; init; }

    /// <summary>Whether the prediction was right; null when that cannot be said.</summary>
    public bool? IsCorrect { get; init; }
}
