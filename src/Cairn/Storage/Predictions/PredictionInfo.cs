namespace Cairn.Storage;

/// <summary>A prediction as the store has it. Immutable.</summary>
public sealed record PredictionInfo
{
    /// <summary>What it is called.</summary>
    public required PredictionId Id { get; init; }

    /// <summary>The model that decided: <c>dqn_agent</c>.</summary>
    public required string Model { get; init; }

    /// <summary>What it was about: <c>ETH/USDT</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The answer: <c>BUY</c>.</summary>
    public required string Action { get; init; }

    /// <summary>How sure it was, 0 to 1; NaN when it was no number.</summary>
    public double Confidence { get; init; }

    /// <summary>Probability by action; empty when nobody gave them.</summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; init; } = new Dictionary<string, double>();

    /// <summary>When the model decided.</summary>
    public required DateTimeOffset DecisionTime { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedTime { get; init; }

    /// <summary>How old the newest of its data was; null when nobody said.</summary>
    public DateTimeOffset? DataAsOf { get; init; }

    /// <summary>128 bits over the features, in hexadecimal; see the design page of the inference log.</summary>
    public string FeatureHash { get; init; } = "";

    /// <summary>How many features the model was given.</summary>
    public int FeatureCount { get; init; }

    /// <summary>Processing time in milliseconds; NaN when nobody measured.</summary>
    public double ProcessingTimeMs { get; init; } = double.NaN;

    /// <summary>Memory of the process.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The checkpoint that answered; null when nobody said.</summary>
    public string? CheckpointId { get; init; }

    /// <summary>Digest of that checkpoint when it was loaded; empty when it was not loaded through Cairn.</summary>
    public string CheckpointDigest { get; init; } = "";

    /// <summary>What is wrong with it, or odd.</summary>
    public PredictionFlaws Flaws { get; init; }

    /// <summary>How many more times the same was asked and answered within the window of deduplication.</summary>
    public long RepeatCount { get; init; }

    /// <summary>When that was the last time; the decision time when it was not repeated.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Where it stands.</summary>
    public PredictionState State { get; init; }

    /// <summary>What turned out to be true; null while that is not known.</summary>
    public OutcomeInfo? Outcome { get; init; }
}
