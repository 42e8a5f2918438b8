using System.Numerics;
using System.Runtime.InteropServices;
using Cairn.Statistics;

namespace Cairn.Inference;

/// <summary>What is recorded of the features of one prediction. Lives on the stack.</summary>
internal readonly ref struct GivenFeatures
{
    private GivenFeatures(ReadOnlySpan<byte> bytes, int count, bool areFinite, ReadOnlySpan<float> kept)
    {
        (HashLow, HashHigh) = FeatureHash.Of(bytes);
        Count = count;
        AreFinite = areFinite;
        Kept = kept;
    }

    public ulong HashLow { get; }

    public ulong HashHigh { get; }

    /// <summary>How many there are; some may not be kept.</summary>
    public int Count { get; }

    /// <summary>Every one is a number that a float can hold.</summary>
    public bool AreFinite { get; }

    /// <summary>The first ones.</summary>
    public ReadOnlySpan<float> Kept { get; }

    public static int KeptOf(int count) => Math.Min(count, InputProfile.MaxFeatures);

    public static GivenFeatures Of(ReadOnlySpan<float> features) => new(
        MemoryMarshal.AsBytes(features),
        features.Length,
        AreWithin(features, float.MaxValue),
        features[..KeptOf(features.Length)]);

    /// <param name="features">What the model was given.</param>
    /// <param name="kept">Room for the first of them: as many as <see cref="KeptOf"/> says.</param>
    public static GivenFeatures Of(ReadOnlySpan<double> features, Span<float> kept)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = (float)features[i];
        }

        return new(MemoryMarshal.AsBytes(features), features.Length, AreWithin(features, float.MaxValue), kept);
    }

    /// <summary>No value is NaN, and none is farther from zero than the limit.</summary>
    private static bool AreWithin<T>(ReadOnlySpan<T> values, T limit)
        where T : struct, INumberBase<T>, IComparisonOperators<T, T, bool>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        var limits = new Vector<T>(limit);
        foreach (Vector<T> vector in vectors)
        {
            if (!Vector.LessThanOrEqualAll(Vector.Abs(vector), limits))
            {
                return false;
            }
        }

        foreach (T value in values[(vectors.Length * Vector<T>.Count)..])
        {
            if (!(T.Abs(value) <= limit))
            {
                return false;
            }
        }

        return true;
    }
}
