namespace Cairn.Inference;

/// <summary>One prediction on its way into the log. Lives on the stack; what it points at is read during the call.</summary>
public readonly ref struct Prediction
{
    /// <summary>The model that decided: <c>dqn_agent</c>.</summary>
    public required string Model { get; init; }

    /// <summary>What it is about: <c>ETH/USDT</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The answer: <c>BUY</c>.</summary>
    public required string Action { get; init; }

    /// <summary>How sure it is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Probability of each action; empty when they are not known. At most 64 are kept.</summary>
    public ReadOnlySpan<ActionProbability> Probabilities { get; init; }

    /// <summary>
    /// What the model was given. All of it is hashed; the first 256 features are compared with those of the training.
    /// </summary>
    public ReadOnlySpan<float> InputFeatures { get; init; }

    /// <summary>
    /// The same of a model that takes doubles; when it is not empty, <see cref="InputFeatures"/> is passed over. All
    /// bits are hashed; the first 256 features are kept as floats.
    /// </summary>
    public ReadOnlySpan<double> DoubleFeatures { get; init; }

    /// <summary>How long it took, in milliseconds; default NaN, not measured.</summary>
    public double ProcessingTimeMs { get; init; } = double.NaN;

    /// <summary>The checkpoint that answered; null when it is not known.</summary>
    public string? CheckpointId { get; init; }

    /// <summary>When the model decided; default now.</summary>
    public DateTimeOffset DecisionTime { get; init; }

    /// <summary>How old the newest of its data is; default not known. Data newer than the decision is marked.</summary>
    public DateTimeOffset DataAsOf { get; init; }

    /// <summary>A prediction of which nothing was said yet.</summary>
    public Prediction()
    {
    }
}
