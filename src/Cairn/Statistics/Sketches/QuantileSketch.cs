using System.Numerics;

namespace Cairn.Statistics.Sketches;

/// <summary>
/// How the values of a stream are distributed, in about a kilobyte however many they are. It is the sketch of
/// Z. Karnin, K. Lang and E. Liberty, "Optimal quantile approximation in streams", FOCS 2016: compactors whose capacities
/// shrink by a third from level to level. Coins come in pairs of opposites, which halves the variance (N. Ivkin et al.,
/// "Streaming quantiles algorithms with small space and update time", 2019); they follow from the values, so that the
/// same stream makes the same sketch. Not thread-safe.
/// </summary>
internal sealed class QuantileSketch
{
    /// <summary>
    /// Capacity of the highest level. All levels together hold three times as many at most, and 220 values on the
    /// average: 880 bytes. The error of a rank is at most 3 % with 99 % certainty, see <see cref="RankError"/>.
    /// </summary>
    public const int TopCapacity = 128;

    /// <summary>Below that, sorting costs less than being called.</summary>
    public const int MinCapacity = 16;

    /// <summary>Weights up to 2^47: no stream is that long.</summary>
    public const int MaxLevels = 48;

    /// <summary>ln(2 / 0.01): the tail of Hoeffding's inequality at 99 %.</summary>
    private const double TailOf99 = 5.298317366548036;

    // Bounded by MaxLevels.
    private readonly List<Compactor> _levels = [new()];

    /// <summary>State of the coins.</summary>
    private ulong _random;

    /// <summary>Levels at which the second coin of a pair is outstanding.</summary>
    private ulong _openPairs;

    /// <summary>That coin, by level.</summary>
    private ulong _nextCoins;

    /// <summary>Values that are numbers, by their weights.</summary>
    public long Count { get; private set; }

    /// <summary>Values that were NaN; they have no rank.</summary>
    public long NaNs { get; private set; }

    /// <summary>Values that were infinite; they have no rank here.</summary>
    public long Infinities { get; private set; }

    /// <summary>The least value, exact; NaN of none.</summary>
    public float Min { get; private set; } = float.NaN;

    /// <summary>The greatest value, exact; NaN of none.</summary>
    public float Max { get; private set; } = float.NaN;

    /// <summary>
    /// Bound of the variance of a rank: each pair of compactions moves one by its weight at most, up or down with equal
    /// chance; each sampled value stands for its weight and was drawn by chance.
    /// </summary>
    public double Variance { get; private set; }

    /// <summary>All values, with those that are no numbers.</summary>
    public long Total => Count + NaNs + Infinities;

    /// <summary>
    /// How far the part of the values below any number may be from the true one, with 99 % certainty (Hoeffding):
    /// 0.03 is three percent of all values. Zero while every value is kept.
    /// </summary>
    public double RankError => Count == 0 ? 0 : Math.Sqrt(2 * Variance * TailOf99) / Count;

    public int LevelCount => _levels.Count;

    public ReadOnlySpan<float> Level(int level) => _levels[level].Values;

    /// <summary>Takes a value.</summary>
    /// <param name="value">Any value; what is no number is only counted.</param>
    /// <param name="weightLog">0, or the logarithm to base 2 of how many the value was drawn from.</param>
    public void Add(float value, int weightLog = 0)
    {
        if (weightLog > 0)
        {
            Variance += Math.ScaleB(0.25, 2 * weightLog); // of one value with weight w the share is off by w / 2 at most
            EnsureLevel(weightLog);
        }

        if (!float.IsFinite(value))
        {
            CountAside(value, 1L << weightLog);
            return;
        }

        value += 0f; // the two zeros are one
        Min = value >= Min ? Min : value;
        Max = value <= Max ? Max : value;
        Count += 1L << weightLog;
        Compactor compactor = _levels[weightLog];
        compactor.Add(value);
        if (compactor.Count >= CapacityOf(weightLog))
        {
            Compact(weightLog);
        }
    }

    /// <summary>Takes all that another sketch has taken.</summary>
    public void Merge(QuantileSketch other)
    {
        NaNs += other.NaNs;
        Infinities += other.Infinities;
        if (other.Count == 0)
        {
            return;
        }

        Min = other.Min >= Min ? Min : other.Min;
        Max = other.Max <= Max ? Max : other.Max;
        Count += other.Count;
        Variance += other.Variance;
        _random = Mix(_random ^ BitOperations.RotateLeft(other._random, 1));
        EnsureLevel(other._levels.Count - 1);
        for (int level = 0; level < other._levels.Count; level++)
        {
            _levels[level].Add(other._levels[level].Values);
        }

        for (int level = 0; level < _levels.Count; level++)
        {
            if (_levels[level].Count >= CapacityOf(level))
            {
                Compact(level);
            }
        }
    }

    /// <summary>How many values a level may hold: two thirds of those above it.</summary>
    public int CapacityOf(int level) => Capacities[_levels.Count - 1 - level];

    internal (ulong Random, ulong OpenPairs, ulong NextCoins) Coins => (_random, _openPairs, _nextCoins);

    /// <summary>Puts together what was written. The caller has checked that it can be.</summary>
    internal static QuantileSketch Restore(
        SketchHeader header, IReadOnlyList<float[]> levels)
    {
        var sketch = new QuantileSketch
        {
            Count = header.Count,
            NaNs = header.NaNs,
            Infinities = header.Infinities,
            Min = header.Min,
            Max = header.Max,
            Variance = header.Variance,
        };
        (sketch._random, sketch._openPairs, sketch._nextCoins) = (header.Random, header.OpenPairs, header.NextCoins);
        sketch.EnsureLevel(levels.Count - 1);
        for (int level = 0; level < levels.Count; level++)
        {
            sketch._levels[level].Add(levels[level]);
        }

        return sketch;
    }

    private static readonly int[] Capacities =
    [
        .. Enumerable.Range(0, MaxLevels)
            .Select(depth => Math.Max(MinCapacity, (int)Math.Ceiling(TopCapacity * Math.Pow(2d / 3, depth)))),
    ];

    private void CountAside(float value, long weight)
    {
        if (float.IsNaN(value))
        {
            NaNs += weight;
        }
        else
        {
            Infinities += weight;
        }
    }

    private void Compact(int level)
    {
        // A new top makes the levels below smaller: what is too much there goes up when the next value comes.
        for (; level < _levels.Count && _levels[level].Count >= CapacityOf(level); level++)
        {
            EnsureLevel(level + 1);
            Compactor full = _levels[level];
            full.Sort();
            full.CompactInto(_levels[level + 1], odd: Toss(level, seed: full.Values[full.Count / 2]));
        }
    }

    /// <summary>The second coin of a pair is the first one turned over: what the first moved, it moves back or leaves.</summary>
    private bool Toss(int level, float seed)
    {
        ulong bit = 1UL << level;
        _openPairs ^= bit;
        if ((_openPairs & bit) == 0)
        {
            return (_nextCoins & bit) != 0;
        }

        Variance += Math.ScaleB(1, 2 * level);
        _random = Mix(_random + BitConverter.SingleToUInt32Bits(seed));
        bool coin = (_random & 1) != 0;
        _nextCoins = coin ? _nextCoins & ~bit : _nextCoins | bit;
        return coin;
    }

    private void EnsureLevel(int level)
    {
        while (_levels.Count <= level)
        {
            _levels.Add(new Compactor());
        }
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong state)
    {
        ulong mixed = state + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
