namespace Cairn.Callbacks;

/// <summary>Where a metric is going.</summary>
public enum MetricTrendKind
{
    /// <summary>It gets better: a trend beyond chance that is large enough to matter.</summary>
    Improving,

    /// <summary>It does not get better, and not worse either.</summary>
    Plateau,

    /// <summary>It gets worse: by a trend beyond chance, or by a jump.</summary>
    Diverging,
}
