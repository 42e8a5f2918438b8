using Cairn.Storage;

namespace Cairn.Cli.Output;

/// <summary>What a picture needs to know of a <see cref="SeriesBucket"/>.</summary>
internal static class BucketMath
{
    /// <summary>Mean of the finite values; NaN when there is none.</summary>
    public static double Mean(this SeriesBucket bucket) =>
        bucket.FiniteCount > 0 ? bucket.Sum / bucket.FiniteCount : double.NaN;

    /// <summary>Smallest finite value that is known of the bucket.</summary>
    public static double Low(this SeriesBucket bucket) => double.IsFinite(bucket.Min) ? bucket.Min : bucket.Mean();

    /// <summary>Largest finite value that is known of the bucket.</summary>
    public static double High(this SeriesBucket bucket) => double.IsFinite(bucket.Max) ? bucket.Max : bucket.Mean();

    public static bool HasInfinity(this SeriesBucket bucket) =>
        bucket.Count > bucket.FiniteCount + bucket.NanCount;
}
