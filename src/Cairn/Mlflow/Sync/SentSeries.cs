namespace Cairn.Mlflow.Sync;

/// <summary>How far a series was sent.</summary>
/// <param name="Count">How many of its points, in the order of recording.</param>
/// <param name="Step">Step of the last of them.</param>
/// <param name="TimeMs">Time of the last of them: with the step it tells whether the series is still the same.</param>
internal readonly record struct SentSeries(long Count, long Step, long TimeMs);
