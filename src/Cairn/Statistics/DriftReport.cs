namespace Cairn.Statistics;

/// <summary>Whether what a model is given and answers live is still what it was while training. Immutable.</summary>
public sealed record DriftReport
{
    /// <summary>A tenth of all values.</summary>
    public const double DefaultThreshold = 0.1;

    /// <summary>With fewer values, chance alone makes a distance of 0.1.</summary>
    public const long DefaultMinCount = 100;

    internal DriftReport()
    {
    }

    /// <summary>The distance from which on there is drift.</summary>
    public required double Threshold { get; init; }

    /// <summary>Records of the reference.</summary>
    public required long ReferenceRecords { get; init; }

    /// <summary>Live records.</summary>
    public required long LiveRecords { get; init; }

    /// <summary>Each feature, in the order that the model is given them.</summary>
    public required IReadOnlyList<FeatureDrift> Features { get; init; }

    /// <summary>The confidence.</summary>
    public required FeatureDrift Confidence { get; init; }

    /// <summary>The answers.</summary>
    public required ActionDrift Actions { get; init; }

    /// <summary>Whether a feature, the confidence or the mix of answers has drifted.</summary>
    public bool HasDrifted => Features.Append(Confidence).Any(one => one.Verdict == DriftVerdict.Drifted)
        || Actions.Verdict == DriftVerdict.Drifted;

    /// <summary>Compares two profiles.</summary>
    /// <param name="reference">What was, as the profile of a checkpoint.</param>
    /// <param name="live">What is.</param>
    /// <param name="threshold">The distance from which on there is drift: above 0 and below 1. Default a tenth.</param>
    /// <param name="minCount">With fewer values on one side nothing is said. At least 1. Default 100.</param>
    /// <remarks>
    /// The bound of a distance holds for values that were drawn independently. Windows that overlap are not: what they
    /// say is worth fewer values than they are.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Threshold or count is not in its range.</exception>
    public static DriftReport Compare(
        InputProfile reference,
        InputProfile live,
        double threshold = DefaultThreshold,
        long minCount = DefaultMinCount)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(live);
        ArgumentOutOfRangeException.ThrowIfLessThan(minCount, 1);
        if (threshold is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(threshold), threshold, $"The threshold is {threshold}; it must be above 0 and below 1.");
        }

        return new ProfileComparison(threshold, minCount).Compare(reference, live);
    }
}
