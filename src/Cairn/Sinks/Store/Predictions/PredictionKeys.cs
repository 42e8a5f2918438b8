namespace Cairn.Sinks.Store.Predictions;

/// <summary>The one number that a prediction has in the store: its source above 40 bits of its number there.</summary>
internal static class PredictionKeys
{
    /// <summary>A million million predictions of one process, and eight million processes.</summary>
    private const int NumberBits = 40;

    public const long MaxNumber = (1L << NumberBits) - 1;

    private const long MaxSource = long.MaxValue >> NumberBits;

    /// <summary>False when the two do not fit in one number.</summary>
    public static bool Fit(long source, long number) =>
        source is > 0 and <= MaxSource && number is > 0 and <= MaxNumber;

    public static long Of(long source, long number) => (source << NumberBits) | number;

    public static (long Source, long Number) Split(long key) => (key >> NumberBits, key & MaxNumber);
}
