namespace Cairn.Toto.Data;

/// <summary>
/// Turns a context of bars into what the model sees, from the context alone. Prices become log returns from the close
/// before, in units of the context's own volatility σ; volume becomes a z-score of its logarithm. Forecasts are log
/// returns from the last close, in units of σ·√horizon, so that a random walk has about unit variance on both sides.
/// </summary>
internal static class Normalization
{
    /// <summary>Open, high, low, close and volume.</summary>
    public const int Channels = 5;

    // A tenth of a basis point: keeps a market that stands still from dividing by zero.
    private const double MinimumVolatility = 1e-5;

    /// <summary>Fills the inputs, bars × channels, from bar <paramref name="first"/> on; returns σ.</summary>
    public static double Fill(OhlcvSeries series, int first, Span<float> inputs)
    {
        int length = inputs.Length / Channels;
        double volatility = Volatility(series.Close.Slice(first, length));
        for (int i = 0; i < length; i++)
        {
            int bar = first + i;
            // The bar before the context is not part of it; its close is about the first open.
            double before = i == 0 ? series.Open[bar] : series.Close[bar - 1];
            Span<float> row = inputs.Slice(i * Channels, Channels);
            row[0] = (float)(Math.Log(series.Open[bar] / before) / volatility);
            row[1] = (float)(Math.Log(series.High[bar] / before) / volatility);
            row[2] = (float)(Math.Log(series.Low[bar] / before) / volatility);
            row[3] = (float)(Math.Log(series.Close[bar] / before) / volatility);
        }

        FillVolume(series.Volume.Slice(first, length), inputs);
        return volatility;
    }

    /// <summary>What a forecast of 1 means as a log return.</summary>
    public static double ReturnUnit(double volatility, int horizon) => volatility * Math.Sqrt(horizon);

    /// <summary>The standard deviation of one-bar log returns, about zero.</summary>
    public static double Volatility(ReadOnlySpan<double> close)
    {
        double squares = 0;
        for (int i = 1; i < close.Length; i++)
        {
            squares += Math.Pow(Math.Log(close[i] / close[i - 1]), 2);
        }

        return Math.Max(MinimumVolatility, Math.Sqrt(squares / Math.Max(1, close.Length - 1)));
    }

    private static void FillVolume(ReadOnlySpan<double> volume, Span<float> inputs)
    {
        double sum = 0, squares = 0;
        foreach (double amount in volume)
        {
            double log = Math.Log(1 + amount);
            sum += log;
            squares += log * log;
        }

        double mean = sum / volume.Length, deviation = Math.Sqrt(Math.Max(0, squares / volume.Length - mean * mean));
        for (int i = 0; i < volume.Length; i++)
        {
            inputs[i * Channels + 4] = deviation < 1e-6 ? 0 : (float)((Math.Log(1 + volume[i]) - mean) / deviation);
        }
    }
}
