namespace Cairn.Benchmarks.Harness;

/// <summary>What the rounds of one subject took: medians, as a busy machine disturbs single rounds only.</summary>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Median => Quantile(0.5);

    public double LowerQuartile => Quantile(0.25);

    public double UpperQuartile => Quantile(0.75);

    /// <summary>A value without a spread, such as a number of bytes.</summary>
    public static Samples Of(double value) => new([value]);

    /// <summary>The same in another unit.</summary>
    public Samples Select(Func<double, double> convert) => new(_sorted.Select(convert));

    private double Quantile(double part) => _sorted[(int)((_sorted.Length - 1) * part)];
}
