using Cairn.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Statistics;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Parts = [0, 0.01, 0.5, 0.95, 0.99, 1];

    [Fact]
    public void A_quantile_is_off_by_less_than_three_percent()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        double[] times = [.. Enumerable.Range(0, 10_000).Select(_ => Math.Pow(10, (random.NextDouble() * 18) - 8))];
        LatencyHistogram histogram = HistogramOf(times);
        Array.Sort(times);

        foreach (double part in Parts)
        {
            double exact = times[Math.Max(0, (int)Math.Ceiling(part * times.Length) - 1)];
            double error = Math.Abs(histogram.Quantile(part) - exact) / exact;
            Assert.True(error <= 0.016, $"seed {seed}: quantile {part} of {exact} is off by {error}.");
        }
    }

    [Fact]
    public void Histograms_of_two_halves_merge_into_that_of_the_whole() => Prop
        .ForAll(
            ArbMap.Default.ArbFor<double[]>(),
            ArbMap.Default.ArbFor<NonNegativeInt>(),
            (numbers, cut) =>
            {
                double[] times = [.. numbers.Where(double.IsFinite).Select(Math.Abs)];
                int middle = cut.Get % (times.Length + 1);
                LatencyHistogram merged = HistogramOf(times[..middle]);
                merged.Merge(HistogramOf(times[middle..]));
                LatencyHistogram whole = HistogramOf(times);
                return merged.Count == times.Length && merged.ToBytes().SequenceEqual(whole.ToBytes());
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_read_back_as_the_same_histogram() => Prop
        .ForAll(
            ArbMap.Default.ArbFor<double[]>(),
            numbers =>
            {
                LatencyHistogram histogram = HistogramOf([.. numbers.Where(double.IsFinite).Select(Math.Abs)]);
                return LatencyHistogram.TryRead(histogram.ToBytes(), out LatencyHistogram read)
                    && read.Count == histogram.Count
                    && read.ToBytes().SequenceEqual(histogram.ToBytes());
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Hostile_bytes_are_refused_or_read_and_never_more()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        byte[] sound = HistogramOf([0, 1e-3, 1, 5, 5, 700]).ToBytes();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = i % 2 == 0 ? sound.ToArray() : new byte[random.Next(40)];
            if (i % 2 == 1)
            {
                random.NextBytes(bytes);
                bytes.AsSpan(0, Math.Min(1, bytes.Length)).Fill(1);
            }
            else
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                bytes = bytes[..random.Next(bytes.Length + 1)];
            }

            if (LatencyHistogram.TryRead(bytes, out LatencyHistogram read))
            {
                Assert.True(read.Count >= 0, $"seed {seed}");
                Assert.True(LatencyHistogram.TryRead(read.ToBytes(), out _), $"seed {seed}");
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 2 })]
    [InlineData(new byte[] { 1, 0 })]
    [InlineData(new byte[] { 1, 0, 0 })]
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0x7F, 1 })]
    [InlineData(new byte[] { 1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1 })]
    public void Another_version_a_cut_a_zero_and_impossible_numbers_are_refused(byte[] bytes) =>
        Assert.False(LatencyHistogram.TryRead(bytes, out _));

    [Fact]
    public void Counts_that_overflow_together_are_refused()
    {
        byte[] most = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];

        Assert.True(LatencyHistogram.TryRead([1, 0, .. most], out LatencyHistogram read));
        Assert.Equal(long.MaxValue, read.Count);
        Assert.False(LatencyHistogram.TryRead([1, 0, .. most, 0, 1], out _));
    }

    [Fact]
    public void Nothing_has_no_quantile_and_no_time_is_nothing()
    {
        Assert.True(double.IsNaN(new LatencyHistogram().Quantile(0.5)));
        Assert.Equal(0, HistogramOf([0, 0, 1]).Quantile(0.5));
    }

    [Fact]
    public void Times_outside_count_in_the_first_and_the_last_bucket()
    {
        LatencyHistogram histogram = HistogramOf([double.Epsilon, double.MaxValue]);

        Assert.Equal(0, histogram.Quantile(0.5));
        Assert.InRange(histogram.Quantile(1), 1e12, 1.2e12);
    }

    [Fact]
    public void A_known_histogram_has_known_bytes() =>
        Assert.Equal("01C107022C01", Convert.ToHexString(HistogramOf([1, 1, 2.8125]).ToBytes()));

    private static LatencyHistogram HistogramOf(double[] times)
    {
        var histogram = new LatencyHistogram();
        foreach (double time in times)
        {
            histogram.Add(time);
        }

        return histogram;
    }
}
