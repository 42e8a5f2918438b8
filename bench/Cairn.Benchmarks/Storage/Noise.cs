namespace Cairn.Benchmarks.Storage;

/// <summary>Normally distributed numbers of mean 0 and deviation 1.</summary>
internal static class Noise
{
    /// <summary>Irwin and Hall: the sum of twelve uniform numbers, less 6.</summary>
    public static double Next(Random random)
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += random.NextDouble();
        }

        return sum;
    }
}
