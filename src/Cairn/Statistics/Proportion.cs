namespace Cairn.Statistics;

/// <summary>A part of a whole, with the range in which the true one lies with 95 % certainty.</summary>
/// <param name="Count">How many have the property.</param>
/// <param name="Of">How many there are.</param>
/// <remarks>
/// The interval is that of E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
/// of the American Statistical Association 22 (1927).
/// </remarks>
public readonly record struct Proportion(long Count, long Of)
{
    /// <summary>The normal deviate that leaves 2.5 % on either side.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>The part, 0 to 1; NaN of nothing.</summary>
    public double Value => Of == 0 ? double.NaN : (double)Count / Of;

    /// <summary>Lower end of the interval; 0 of nothing.</summary>
    public double Low => Of == 0 ? 0 : Math.Max(0, Centre - HalfWidth);

    /// <summary>Upper end of the interval; 1 of nothing.</summary>
    public double High => Of == 0 ? 1 : Math.Min(1, Centre + HalfWidth);

    private double Centre => (Value + (Z * Z / (2 * Of))) / (1 + (Z * Z / Of));

    private double HalfWidth =>
        Z / (1 + (Z * Z / Of)) * Math.Sqrt((Value * (1 - Value) / Of) + (Z * Z / (4d * Of * Of)));
}
