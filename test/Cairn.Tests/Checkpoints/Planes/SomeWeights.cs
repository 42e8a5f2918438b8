namespace Cairn.Tests.Checkpoints.Planes;

/// <summary>Single-precision values of the kinds that checkpoints hold, always the same ones.</summary>
internal static class SomeWeights
{
    public static readonly IReadOnlyDictionary<string, Func<int, float[]>> Kinds =
        new Dictionary<string, Func<int, float[]>>
        {
            ["normal"] = count => Draw(count, random => 0.02 * Normal(random)),
            ["uniform"] = count => Draw(count, random => random.NextDouble() - 0.5),
            ["second moments"] = count => Draw(count, random => 1e-8 * Math.Pow(Normal(random), 2)),
            ["half precision in single"] = count => Draw(count, random => Rounded(0.02 * Normal(random))),
            ["mostly zero"] = count => Draw(count, random => random.Next(10) == 0 ? Normal(random) : 0),
            ["random bits"] = count => Draw(
                count, random => BitConverter.Int32BitsToSingle((int)random.NextInt64(1L << 32))),
        };

    private static float[] Draw(int count, Func<Random, double> next)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (float)next(random))];
    }

    /// <summary>Box and Muller.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>What is left of a value that went through BF16.</summary>
    private static float Rounded(double value) =>
        BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits((float)value) & 0xFFFF_0000);
}
