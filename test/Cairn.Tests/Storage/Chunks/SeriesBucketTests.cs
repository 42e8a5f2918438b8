using Cairn.Storage;
using Cairn.Storage.Chunks;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Storage.Chunks;

public sealed class SeriesBucketTests
{
    [Fact]
    public void Buckets_of_two_halves_add_up_to_the_bucket_of_the_whole() => Prop
        .ForAll(
            ArbMap.Default.ArbFor<(int Step, double Value)[]>(),
            ArbMap.Default.ArbFor<NonNegativeInt>(),
            (points, cut) =>
            {
                int middle = cut.Get % (points.Length + 1);
                var halves = default(SeriesBucketBuilder);
                halves.Add(BucketOf(points[..middle]));
                halves.Add(BucketOf(points[middle..]));
                SeriesBucket whole = BucketOf(points);

                // Sums are added in another order, so their last bits may differ.
                return halves.Build() with { Sum = 0 } == whole with { Sum = 0 };
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Nan_counts_but_is_no_extreme()
    {
        SeriesBucket bucket = BucketOf([(1, double.NaN), (2, -3), (3, double.PositiveInfinity), (4, double.NaN)]);

        Assert.Equal((4, 2, 1), (bucket.Count, bucket.NanCount, bucket.FiniteCount));
        Assert.Equal((-3, 2), (bucket.Min, bucket.StepOfMin));
        Assert.Equal((double.PositiveInfinity, 3), (bucket.Max, bucket.StepOfMax));
        Assert.Equal(-3, bucket.Sum);
        Assert.True(double.IsNaN(bucket.First) && double.IsNaN(bucket.Last));
    }

    [Fact]
    public void Only_nan_has_no_extremes()
    {
        SeriesBucket bucket = BucketOf([(1, double.NaN)]);

        Assert.True(double.IsNaN(bucket.Min) && double.IsNaN(bucket.Max));
    }

    private static SeriesBucket BucketOf((int Step, double Value)[] points)
    {
        var builder = default(SeriesBucketBuilder);
        foreach ((int step, double value) in points)
        {
            builder.Add(step, step, value);
        }

        return builder.Build();
    }
}
