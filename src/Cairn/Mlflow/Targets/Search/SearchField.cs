namespace Cairn.Mlflow.Targets.Search;

/// <summary>What a comparison looks at.</summary>
internal enum SearchField
{
    /// <summary>The latest point of a metric.</summary>
    Metric,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>Something that every run has: its name, status, times.</summary>
    Attribute,
}
