namespace Cairn.Statistics;

/// <summary>What a comparison of two profiles says of a feature.</summary>
public enum DriftVerdict
{
    /// <summary>There are too few values to say anything.</summary>
    TooFew,

    /// <summary>The distance is below the threshold, and more values would hardly change that.</summary>
    Stable,

    /// <summary>The distance is so near to the threshold that chance may decide.</summary>
    Unsure,

    /// <summary>The distance is above the threshold by more than chance explains.</summary>
    Drifted,
}
