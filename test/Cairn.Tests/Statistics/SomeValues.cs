using Cairn.Statistics.Sketches;

namespace Cairn.Tests.Statistics;

/// <summary>Streams of values with known ranks.</summary>
internal static class SomeValues
{
    public static readonly string[] Shapes = ["normal", "uniform", "rising", "falling", "ties", "zigzag"];

    public static float[] Draw(string shape, int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i => shape switch
            {
                "normal" => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                    * Math.Cos(2 * Math.PI * random.NextDouble())),
                "rising" => i + random.NextSingle(),
                "falling" => -i - random.NextSingle(),
                "ties" => random.Next(5),
                "zigzag" => (i % 2 == 0 ? i : -i) + random.NextSingle(),
                _ => random.NextSingle(),
            }),
        ];
    }

    public static QuantileSketch Sketch(IEnumerable<float> values)
    {
        var sketch = new QuantileSketch();
        foreach (float value in values)
        {
            sketch.Add(value);
        }

        return sketch;
    }

    public static byte[] Bytes(QuantileSketch sketch)
    {
        var bytes = new ByteWriter();
        SketchCodec.Write(bytes, sketch);
        return bytes.ToArray();
    }

    /// <summary>The distance of Kolmogorov and Smirnov between values and their sketch.</summary>
    public static double LargestError(float[] values, QuantileSketch sketch) =>
        new SortedValues(Exact(values)).DistanceTo(new SortedValues(sketch));

    /// <summary>By definition: at each value, count.</summary>
    public static double TrueDistance(float[] first, float[] second)
    {
        float[] one = [.. first.Order()];
        float[] two = [.. second.Order()];
        return one.Concat(two).Distinct().Max(value => Math.Abs(ShareUpTo(one, value) - ShareUpTo(two, value)));
    }

    private static double ShareUpTo(float[] sorted, float value)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return (double)low / sorted.Length;
    }

    /// <summary>All values in a sketch that never compacts.</summary>
    private static QuantileSketch Exact(float[] values) => QuantileSketch.Restore(
        new SketchHeader { Count = values.Length, Min = values.Min(), Max = values.Max() }, [values]);
}
