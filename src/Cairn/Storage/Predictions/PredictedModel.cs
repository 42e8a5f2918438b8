namespace Cairn.Storage;

/// <summary>A model that has predicted. Immutable.</summary>
/// <param name="Name">The model.</param>
/// <param name="Predictions">Calls, repeated ones included.</param>
/// <param name="LastDecision">When it decided last.</param>
/// <param name="Contract">How its predictions are judged; null when nobody said.</param>
public sealed record PredictedModel(string Name, long Predictions, DateTimeOffset LastDecision, ModelContract? Contract);
