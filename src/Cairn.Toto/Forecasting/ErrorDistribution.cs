namespace Cairn.Toto.Forecasting;

/// <summary>
/// How the errors of forecasts were distributed on the validation windows, in units of a window's expected move: a
/// hundred and one quantiles, so that a forecast can say how sure it is without believing in a bell. Immutable.
/// </summary>
/// <param name="Quantiles">From the least error to the greatest, equally many errors between two; none when unknown.</param>
internal sealed record ErrorDistribution(IReadOnlyList<float> Quantiles)
{
    public const int Count = 101;

    public static readonly ErrorDistribution Unknown = new([]);

    public bool IsKnown => Quantiles.Count > 0;

    public static ErrorDistribution Of(IReadOnlyList<float> errors)
    {
        float[] sorted = [.. errors.Where(float.IsFinite).Order()];
        return sorted.Length == 0
            ? Unknown
            : new([.. Enumerable.Range(0, Count).Select(i => sorted[(int)((long)i * (sorted.Length - 1) / (Count - 1))])]);
    }

    /// <summary>
    /// The part of errors above a value, never quite 0 or 1: what was never seen in the validation may still come. A half
    /// when unknown.
    /// </summary>
    public double ChanceAbove(double value)
    {
        double above = Quantiles.Sum(error => error > value ? 1 : error == value ? 0.5 : 0);
        return (above + 0.5) / (Quantiles.Count + 1);
    }
}
