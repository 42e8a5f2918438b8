namespace Cairn.Storage;

/// <summary>A series as a whole. NaN counts in <see cref="Count"/> but never in the extremes.</summary>
public sealed record SeriesInfo
{
    /// <summary>Number of the series in the store.</summary>
    public required long Id { get; init; }

    /// <summary>The run that it belongs to.</summary>
    public required string RunId { get; init; }

    /// <summary>Its name, as <c>train/loss</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How many points it has.</summary>
    public required long Count { get; init; }

    /// <summary>How many of them are NaN.</summary>
    public long NanCount { get; init; }

    /// <summary>Smallest step.</summary>
    public long MinStep { get; init; }

    /// <summary>Largest step.</summary>
    public long MaxStep { get; init; }

    /// <summary>The value recorded last.</summary>
    public double Last { get; init; }

    /// <summary>Time of the value recorded last: milliseconds since 1970, UTC.</summary>
    public long LastTimeMs { get; init; }

    /// <summary>Smallest value (−∞ included); NaN when there is none.</summary>
    public double Min { get; init; }

    /// <summary>Largest value (+∞ included); NaN when there is none.</summary>
    public double Max { get; init; }

    /// <summary>Step of the smallest value, the earliest of equal ones.</summary>
    public long StepOfMin { get; init; }

    /// <summary>Step of the largest value, the earliest of equal ones.</summary>
    public long StepOfMax { get; init; }

    /// <summary>True when the steps never went back, so that the order of recording is the order of steps.</summary>
    public bool IsMonotonic { get; init; } = true;
}
