namespace Cairn.Benchmarks.Storage;

/// <summary>
/// A loss that falls with the root of the steps, with 10 % of noise: every bit of the mantissa is in use.
/// </summary>
internal sealed class LossCurve(bool isSinglePrecision)
{
    private readonly Random _random = new(2);

    public double Next(long step)
    {
        double loss = (0.2 + (2 / Math.Sqrt(1 + (step / 1000.0)))) * (1 + (0.1 * Noise.Next(_random)));
        return isSinglePrecision ? (float)loss : loss;
    }
}
