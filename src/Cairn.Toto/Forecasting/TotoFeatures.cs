using Cairn.Toto.Data;

namespace Cairn.Toto.Forecasting;

/// <summary>
/// A handful of numbers that say of what kind the bars are that a forecast looks at: for people, and to see when they
/// are no longer those of the training. The model itself sees the bars. Stateless.
/// </summary>
public static class TotoFeatures
{
    /// <summary>How many there are.</summary>
    public const int Count = 5;

    /// <summary>Their names, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["last_return", "volatility", "range", "volume_change", "close_in_bar"];

    /// <summary>Works them out of some bars.</summary>
    /// <param name="series">The bars.</param>
    /// <param name="first">The first of them, counted from 0.</param>
    /// <param name="length">How many, at least 2.</param>
    /// <param name="features">
    /// The log return of the last bar; the standard deviation of all; what the last bar spans, as a part of its close; the
    /// logarithm of its volume over the one before; and where its close lies between its low (0) and its high (1).
    /// </param>
    public static void Fill(OhlcvSeries series, int first, int length, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        int last = first + length - 1;
        ReadOnlySpan<double> close = series.Close;
        double span = series.High[last] - series.Low[last];
        features[0] = (float)Math.Log(close[last] / close[last - 1]);
        features[1] = (float)Normalization.Volatility(close.Slice(first, length));
        features[2] = (float)(span / close[last]);
        features[3] = (float)Math.Log((1 + series.Volume[last]) / (1 + series.Volume[last - 1]));
        features[4] = span > 0 ? (float)((close[last] - series.Low[last]) / span) : 0.5f;
    }
}
