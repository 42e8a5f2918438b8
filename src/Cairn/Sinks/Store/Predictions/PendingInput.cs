namespace Cairn.Sinks.Store.Predictions;

/// <summary>A prediction that waits to be put into a profile.</summary>
/// <param name="Action">Id of the label.</param>
/// <param name="Confidence">As it was given.</param>
/// <param name="WeightLog">Logarithm of how many it was drawn from; see <c>ProfileTail</c>.</param>
/// <param name="FeatureCount">How many of the features that wait are its own.</param>
internal readonly record struct PendingInput(long Action, double Confidence, byte WeightLog, int FeatureCount);
