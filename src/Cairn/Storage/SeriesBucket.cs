namespace Cairn.Storage;

/// <summary>
/// Neighbouring points of a series, summed up so that a chart of them loses no spike: the M4 aggregate (first, last,
/// minimum, maximum; Jugel et al., VLDB 2014) with counts. NaN counts in <see cref="NanCount"/>, never in the extremes.
/// </summary>
public readonly record struct SeriesBucket
{
    /// <summary>Smallest step.</summary>
    public long MinStep { get; init; }

    /// <summary>Largest step.</summary>
    public long MaxStep { get; init; }

    /// <summary>Time of the first point, milliseconds since 1970, UTC.</summary>
    public long FirstTimeMs { get; init; }

    /// <summary>Time of the last point, milliseconds since 1970, UTC.</summary>
    public long LastTimeMs { get; init; }

    /// <summary>How many points, NaN included.</summary>
    public long Count { get; init; }

    /// <summary>How many of them are NaN.</summary>
    public long NanCount { get; init; }

    /// <summary>The first value.</summary>
    public double First { get; init; }

    /// <summary>The last value.</summary>
    public double Last { get; init; }

    /// <summary>Smallest value; NaN when every value is NaN.</summary>
    public double Min { get; init; }

    /// <summary>Largest value; NaN when every value is NaN.</summary>
    public double Max { get; init; }

    /// <summary>Step of the smallest value.</summary>
    public long StepOfMin { get; init; }

    /// <summary>Step of the largest value.</summary>
    public long StepOfMax { get; init; }

    /// <summary>Sum of the finite values, for the mean.</summary>
    public double Sum { get; init; }

    /// <summary>How many values are finite.</summary>
    public long FiniteCount { get; init; }
}
