namespace Cairn.Inference;

/// <summary>How probable a model held an action.</summary>
/// <param name="Action">The action: <c>BUY</c>.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct ActionProbability(string Action, double Probability);
