using System.Numerics;

namespace Cairn.Toto.Tensors;

/// <summary>
/// The xoshiro256++ generator (Blackman and Vigna, https://prng.di.unimi.it): the same seed gives the same numbers on
/// every machine and in every version, and its state can be saved. Not for secrets. Not thread-safe.
/// </summary>
public sealed class DeterministicRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Spreads the seed over the state with SplitMix64, so that neighbouring seeds share nothing.</summary>
    /// <param name="seed">Any value.</param>
    public DeterministicRandom(int seed)
    {
        ulong x = (uint)seed;
        (_s0, _s1, _s2, _s3) = (SplitMix(ref x), SplitMix(ref x), SplitMix(ref x), SplitMix(ref x));
    }

    /// <summary>The whole state; setting it continues from there.</summary>
    /// <exception cref="ArgumentException">All words are zero, so that every number would be zero.</exception>
    public RandomState State
    {
        get => new(_s0, _s1, _s2, _s3);
        set
        {
            if (value == default)
            {
                throw new ArgumentException("The random state is all zero; set one that was read from a generator.");
            }

            (_s0, _s1, _s2, _s3) = (value.S0, value.S1, value.S2, value.S3);
        }
    }

    /// <summary>Uniform in [0, 1), in steps of 2⁻²⁴.</summary>
    /// <returns>The next number.</returns>
    public float NextFloat() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1), in steps of 2⁻⁵³.</summary>
    /// <returns>The next number.</returns>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>Standard normal, by Box–Muller; takes two numbers and keeps none back.</summary>
    /// <returns>The next number.</returns>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts the items in a random order (Fisher–Yates).</summary>
    /// <param name="items">Reordered in place.</param>
    /// <typeparam name="T">Of any type.</typeparam>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = (int)(NextDouble() * (i + 1));
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s0 + _s3, 23) + _s0, t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong x)
    {
        ulong z = x += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
