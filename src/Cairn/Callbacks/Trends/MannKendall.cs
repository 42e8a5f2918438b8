namespace Cairn.Callbacks.Trends;

/// <summary>
/// The test for a trend by Mann (1945) and Kendall (1975): are there more rises than falls among all pairs than chance
/// makes? With the variance for ties and the normal approximation with continuity correction. Immutable.
/// </summary>
/// <param name="S">Pairs that rise minus pairs that fall.</param>
/// <param name="Variance">Of <paramref name="S"/> when there is no trend.</param>
/// <param name="PValue">How likely so large an S is without a trend, in either direction.</param>
internal readonly record struct MannKendall(long S, double Variance, double PValue)
{
    /// <summary>Tests values in the order of time; all are finite.</summary>
    public static MannKendall Test(ReadOnlySpan<double> values)
    {
        long s = 0;
        for (int later = 1; later < values.Length; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                s += Math.Sign(values[later] - values[earlier]);
            }
        }

        double variance = VarianceOf(values);
        double z = variance > 0 ? Math.Max(0, Math.Abs(s) - 1) / Math.Sqrt(variance) : 0;
        return new MannKendall(s, variance, TwoSided(z));
    }

    // n (n − 1) (2 n + 5) / 18, less the same term for each group of equal values.
    private static double VarianceOf(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double sum = Term(sorted.Length);
        for (int begin = 0, end; begin < sorted.Length; begin = end)
        {
            for (end = begin + 1; end < sorted.Length && sorted[end] == sorted[begin];)
            {
                end++;
            }

            sum -= Term(end - begin);
        }

        return sum / 18;
    }

    private static double Term(double count) => count * (count - 1) * (2 * count + 5);

    /// <summary>
    /// The share of the normal distribution beyond ±z: erfc(z / √2) by Abramowitz and Stegun (1964), 7.1.26, whose
    /// error is at most 1.5e-7.
    /// </summary>
    private static double TwoSided(double z)
    {
        double x = z / Math.Sqrt(2), t = 1 / (1 + 0.3275911 * x);
        double polynomial =
            t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return Math.Min(1, polynomial * Math.Exp(-x * x));
    }
}
