using Cairn.Benchmarks.Harness;
using Cairn.Statistics;

namespace Cairn.Benchmarks.TensorBoard;

/// <summary>How a million weights are spread.</summary>
internal sealed class HistogramBenchmark : IBenchmark
{
    private const int Values = 1_000_000;
    private const int Rounds = 101;
    private const int RoundsOfWarmUp = 60;

    private readonly float[] _weights = Draw();
    private double _sink; // so that no result is unused

    public string Name => "Histogram of a million floats";

    public IEnumerable<Row> Run()
    {
        Measure(RoundsOfWarmUp);
        IReadOnlyList<Samples> samples = Measure(Rounds);
        yield return new Row(Name, "Cairn", samples[0], "ms") { Targets = [Target.AtMost(5, samples[0].Median, "ms")] };
        yield return new Row(Name, "without a look at edges and NaN", samples[1], "ms");
        yield return new Row(Name, "least and greatest by a plain loop", samples[2], "ms");
    }

    private IReadOnlyList<Samples> Measure(int rounds) => Timing.Interleave(
        rounds,
        () => Timing.Milliseconds(() => _sink += Histogram.Of(_weights).Counts[0]),
        () => Timing.Milliseconds(() => _sink += PlainCounts()),
        () => Timing.Milliseconds(() => _sink += PlainRange()));

    private double PlainCounts()
    {
        double[] counts = new double[Histogram.DefaultBins];
        float min = _weights.Min();
        double scale = counts.Length / ((double)_weights.Max() - min);
        foreach (float weight in _weights)
        {
            counts[Math.Min((int)((weight - min) * scale), counts.Length - 1)]++;
        }

        return counts[0];
    }

    private float PlainRange()
    {
        float min = float.PositiveInfinity;
        float max = float.NegativeInfinity;
        foreach (float weight in _weights)
        {
            min = Math.Min(min, weight);
            max = Math.Max(max, weight);
        }

        return max - min;
    }

    private static float[] Draw()
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, Values).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                * Math.Cos(2 * Math.PI * random.NextDouble()))),
        ];
    }
}
