namespace Cairn.Storage.Archives;

/// <summary>An outcome of a prediction as a line of an archive has it. Immutable.</summary>
internal sealed record ArchivedOutcome
{
    /// <summary>Its number in the store.</summary>
    public required long Id { get; init; }

    /// <summary>Whether it is the one by which the prediction is resolved.</summary>
    public bool Counts { get; init; }

    public OutcomeStatus Status { get; init; }

    public string Reference { get; init; } = "";

    public string Model { get; init; } = "";

    public string Symbol { get; init; } = "";

    public string Actual { get; init; } = "";

    public double Value { get; init; } = double.NaN;

    public required long HappenedMs { get; init; }

    public required long ReceivedMs { get; init; }

    public bool? IsCorrect { get; init; }

    public double Brier { get; init; } = double.NaN;

    public double LogLoss { get; init; } = double.NaN;

    /// <summary>As readers of the store see it. A time that no calendar has becomes the nearest one.</summary>
    public OutcomeInfo ToInfo(PredictionId prediction) => new()
    {
        Id = Id,
        Prediction = prediction,
        Reference = Reference,
        Model = Model,
        Symbol = Symbol,
        Actual = Actual,
        Value = Value,
        Time = StoredTime.Of(HappenedMs),
        ReceivedTime = StoredTime.Of(ReceivedMs),
        Status = Status,
        IsCorrect = IsCorrect,
    };
}
