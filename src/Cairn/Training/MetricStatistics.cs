namespace Cairn;

/// <summary>
/// A metric so far, as numbers. Count, mean, deviation and extremes are of the latest values only, as many as
/// <see cref="TrainingLoggerOptions.MetricsBufferSize"/> says; best, improvement and what is not finite are of the
/// whole run. NaN and ±∞ are counted and otherwise left out; where no finite value was logged, every number is NaN.
/// </summary>
public sealed record MetricStatistics
{
    /// <summary>How many values mean, deviation and extremes are of.</summary>
    public required int Count { get; init; }

    /// <summary>How many values were NaN or ±∞.</summary>
    public required long NonFiniteCount { get; init; }

    /// <summary>The arithmetic mean.</summary>
    public required double Mean { get; init; }

    /// <summary>
    /// The standard deviation of these values, not of what they are a sample of: as NumPy's <c>std</c>.
    /// </summary>
    public required double StandardDeviation { get; init; }

    /// <summary>The least.</summary>
    public required double Min { get; init; }

    /// <summary>The greatest.</summary>
    public required double Max { get; init; }

    /// <summary>The latest finite value.</summary>
    public required double Last { get; init; }

    /// <summary>The best of the run: the least loss, the greatest accuracy; of equal ones the first.</summary>
    public required double Best { get; init; }

    /// <summary>The epoch of <see cref="Best"/>; null where there is none.</summary>
    public required int? BestEpoch { get; init; }

    /// <summary>How much better the latest value is than the run's first: below zero when it got worse.</summary>
    public required double Improvement { get; init; }
}
