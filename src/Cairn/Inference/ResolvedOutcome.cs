using Cairn.Storage;

namespace Cairn.Inference;

/// <summary>What turned out to be true for a prediction, as a resolver says it.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Actual">The action that would have been right; null when only a value is known.</param>
/// <param name="Value">A figure, as the return or the profit; NaN when there is none.</param>
/// <param name="Time">When it became true; default now. After the deadline of the contract it does not count.</param>
public readonly record struct ResolvedOutcome(
    PredictionId Prediction, string? Actual = null, double Value = double.NaN, DateTimeOffset Time = default);
