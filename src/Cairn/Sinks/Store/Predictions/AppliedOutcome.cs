using Cairn.Statistics;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>An outcome that counts, with what was judged by it. Immutable.</summary>
internal sealed record AppliedOutcome(long Id, string Actual, double Value, Judgement Judgement);
