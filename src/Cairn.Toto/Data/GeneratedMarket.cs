using Cairn.Toto.Tensors;

namespace Cairn.Toto.Data;

/// <summary>
/// An invented market for demonstrations and tests: hourly bars of a price that is part random walk and part
/// predictable. Calm and wild regimes alternate, a premium over the fair price reverts to zero, and a daily rhythm lies
/// on top, so a model can beat the last close clearly, as it never will in a real market.
/// </summary>
public static class GeneratedMarket
{
    private const int TicksPerBar = 12;
    private const int BarsPerDay = 24;
    private const double RegimeSwitchChance = 0.01;
    private const double CalmVolatility = 0.0005;
    private const double WildVolatility = 0.001;
    private const double RhythmSize = 0.004;

    // The premium loses 8 % of itself in every bar, half in about 8.
    private const double Reversion = 0.08;
    private const double PremiumVolatility = 0.0016;

    // Variances add up over the ticks of a bar.
    private static readonly double TickSize = 1 / Math.Sqrt(TicksPerBar);

    /// <summary>Makes the market of a seed; the same seed and count give the same bars.</summary>
    /// <param name="bars">How many hours, at least 1.</param>
    /// <param name="seed">Any value.</param>
    /// <returns>Bars from 2024-01-01 on, around a price of 100; the symbol is <c>GENERATED</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bars"/> is less than 1.</exception>
    public static MarketData Create(int bars, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bars);
        return new MarketData(new OhlcvSeries("GENERATED", [.. Bars(new DeterministicRandom(seed)).Take(bars)]), []);
    }

    private static IEnumerable<Bar> Bars(DeterministicRandom random)
    {
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        double fair = Math.Log(100), premium = 0, volatility = CalmVolatility, price = 100;
        for (int hour = 0; ; hour++)
        {
            if (random.NextDouble() < RegimeSwitchChance)
            {
                volatility = volatility == CalmVolatility ? WildVolatility : CalmVolatility;
            }

            double open = price, high = price, low = price;
            for (int tick = 1; tick <= TicksPerBar; tick++)
            {
                fair += volatility * TickSize * random.NextGaussian();
                premium += -Reversion / TicksPerBar * premium + PremiumVolatility * TickSize * random.NextGaussian();
                price = Math.Exp(fair + premium + Rhythm(hour + (double)tick / TicksPerBar));
                (high, low) = (Math.Max(high, price), Math.Min(low, price));
            }

            yield return new Bar(start.AddHours(hour), open, high, low, price, Volume((high - low) / price, random));
        }
    }

    private static double Rhythm(double hour) => RhythmSize * Math.Sin(2 * Math.PI * hour / BarsPerDay);

    /// <summary>Wide bars trade more.</summary>
    private static double Volume(double range, DeterministicRandom random) =>
        Math.Round(1000 * Math.Exp(0.3 * random.NextGaussian()) * (1 + 200 * range));
}
