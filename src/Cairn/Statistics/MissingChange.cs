namespace Cairn.Statistics;

/// <summary>How the part of values that are missing (NaN or infinite) has changed. Immutable.</summary>
/// <param name="Reference">Part of the reference's values that is missing, 0 to 1; NaN of none.</param>
/// <param name="Live">Part of the live values that is missing, 0 to 1; NaN of none.</param>
/// <param name="Bound">By how much the difference of the two may be off, with 99 % certainty.</param>
/// <param name="Verdict">What follows from that.</param>
public sealed record MissingChange(double Reference, double Live, double Bound, DriftVerdict Verdict);
