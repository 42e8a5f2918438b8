namespace Cairn.Statistics;

/// <summary>How far the mix of answers is from that of the reference. Immutable.</summary>
/// <param name="Distance">Total variation, 0 to 1: the part of answers that would have to be others.</param>
/// <param name="Bound">By how much the distance may be off, with 99 % certainty.</param>
/// <param name="Reference">Part of the reference's answers by action.</param>
/// <param name="Live">Part of the live answers by action.</param>
/// <param name="Verdict">What follows from that.</param>
public sealed record ActionDrift(
    double Distance,
    double Bound,
    IReadOnlyDictionary<string, double> Reference,
    IReadOnlyDictionary<string, double> Live,
    DriftVerdict Verdict);
