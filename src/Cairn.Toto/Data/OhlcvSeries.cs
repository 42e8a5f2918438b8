namespace Cairn.Toto.Data;

/// <summary>
/// Price bars of one symbol in columns, oldest first; times strictly increase. <see cref="OhlcvCsvReader"/> makes sure
/// that prices are positive and lie between low and high; whoever makes a series by hand answers for it. Immutable.
/// </summary>
public sealed class OhlcvSeries
{
    private readonly DateTime[] _times;
    private readonly double[] _open, _high, _low, _close, _volume;

    /// <summary>Takes the bars as they are.</summary>
    /// <param name="symbol">What is traded, such as <c>EURUSD-1h</c>.</param>
    /// <param name="bars">At least one bar, in order of time.</param>
    /// <exception cref="ArgumentException">There is no bar, or one does not come after the bar before it.</exception>
    public OhlcvSeries(string symbol, IReadOnlyList<Bar> bars)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bars.Count);
        for (int i = 1; i < bars.Count; i++)
        {
            if (bars[i].Time <= bars[i - 1].Time)
            {
                throw new ArgumentException($"Bar {i} ({bars[i].Time:u}) is not later than the one before; sort them.");
            }
        }

        Symbol = symbol;
        _times = [.. bars.Select(bar => bar.Time)];
        _open = [.. bars.Select(bar => bar.Open)];
        _high = [.. bars.Select(bar => bar.High)];
        _low = [.. bars.Select(bar => bar.Low)];
        _close = [.. bars.Select(bar => bar.Close)];
        _volume = [.. bars.Select(bar => bar.Volume)];
    }

    /// <summary>What is traded; for a file, its name without extension.</summary>
    public string Symbol { get; }

    /// <summary>Number of bars, at least 1.</summary>
    public int Count => _times.Length;

    /// <summary>When each bar begins, in UTC.</summary>
    public ReadOnlySpan<DateTime> Times => _times;

    /// <summary>First price of each bar.</summary>
    public ReadOnlySpan<double> Open => _open;

    /// <summary>Highest price of each bar.</summary>
    public ReadOnlySpan<double> High => _high;

    /// <summary>Lowest price of each bar.</summary>
    public ReadOnlySpan<double> Low => _low;

    /// <summary>Last price of each bar.</summary>
    public ReadOnlySpan<double> Close => _close;

    /// <summary>Amount traded in each bar, in the unit of the source; 0 where the source has none.</summary>
    public ReadOnlySpan<double> Volume => _volume;
}
