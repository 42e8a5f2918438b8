namespace Cairn.Sinks.Store.Predictions;

/// <summary>What the recent predictions say about a new one.</summary>
/// <param name="First">The one that it only repeats; null when it is a new answer.</param>
/// <param name="Contradicted">The one of the same question that it contradicts; null when there is none.</param>
/// <param name="IsKnown">True when a contradiction about this question was noticed within the window before.</param>
internal readonly record struct RecentComparison(RecentPrediction? First, RecentPrediction? Contradicted, bool IsKnown);
