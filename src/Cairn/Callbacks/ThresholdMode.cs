namespace Cairn.Callbacks;

/// <summary>What the threshold of <see cref="ReduceLROnPlateau"/> is measured in.</summary>
public enum ThresholdMode
{
    /// <summary>
    /// A share of the best value: better means below best × (1 − threshold), or above best × (1 + it).
    /// </summary>
    Relative,

    /// <summary>The metric's own unit: better means below best − threshold, or above best + threshold.</summary>
    Absolute,
}
