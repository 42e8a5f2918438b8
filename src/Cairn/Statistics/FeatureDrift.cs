namespace Cairn.Statistics;

/// <summary>How far the live values of a feature are from those of the reference. Immutable.</summary>
public sealed record FeatureDrift
{
    /// <summary>What the feature is called.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The distance of Kolmogorov and Smirnov, 0 to 1: by how much the parts of values up to some number differ at most.
    /// </summary>
    public required double Distance { get; init; }

    /// <summary>By how much <see cref="Distance"/> may be off, with 99 % certainty.</summary>
    public required double Bound { get; init; }

    /// <summary>Values of the reference that are numbers.</summary>
    public required long ReferenceCount { get; init; }

    /// <summary>Live values that are numbers.</summary>
    public required long LiveCount { get; init; }

    /// <summary>Median of the reference; NaN of none.</summary>
    public required float ReferenceMedian { get; init; }

    /// <summary>Median of the live values; NaN of none.</summary>
    public required float LiveMedian { get; init; }

    /// <summary>What is missing.</summary>
    public required MissingChange Missing { get; init; }

    /// <summary>What follows: drifted when the values have, or when what is missing has.</summary>
    public required DriftVerdict Verdict { get; init; }
}
