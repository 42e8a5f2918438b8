namespace Cairn.Inference;

/// <summary>How often, and with how much at once, a resolver is asked.</summary>
public sealed class OutcomeResolverOptions
{
    /// <summary>So many predictions are handed in at once, unless you say otherwise.</summary>
    public const int DefaultBatchSize = 500;

    /// <summary>A minute.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(1);

    private const int MaxBatchSize = 100_000;

    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan MaxInterval = TimeSpan.FromDays(1);

    /// <summary>
    /// How long to wait after everything that was due was handed in. 100 ms to a day; default a minute. After a failure
    /// the wait doubles each time, up to an hour where the interval is less.
    /// </summary>
    public TimeSpan Interval { get; set; } = DefaultInterval;

    /// <summary>How many predictions are handed in at once, at most. 1 to 100,000; default 500.</summary>
    public int BatchSize { get; set; } = DefaultBatchSize;

    /// <summary>Everything that is wrong with these values; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Interval < MinInterval || Interval > MaxInterval)
        {
            errors.Add($"{nameof(Interval)} is {Interval}; use {MinInterval} to {MaxInterval}.");
        }

        if (BatchSize is < 1 or > MaxBatchSize)
        {
            errors.Add($"{nameof(BatchSize)} is {BatchSize}; use 1 to {MaxBatchSize}.");
        }

        return errors;
    }
}
