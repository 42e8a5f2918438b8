namespace Cairn.Statistics.Sketches;

/// <summary>
/// A sketch as bytes: counts, extremes, variance, coins, then the values level by level, little endian. Reading believes
/// nothing. Stateless.
/// </summary>
internal static class SketchCodec
{
    public static void Write(ByteWriter bytes, QuantileSketch sketch)
    {
        (ulong random, ulong openPairs, ulong nextCoins) = sketch.Coins;
        bytes.Number((ulong)sketch.Count);
        bytes.Number((ulong)sketch.NaNs);
        bytes.Number((ulong)sketch.Infinities);
        if (sketch.Count == 0)
        {
            return;
        }

        bytes.Single(sketch.Min);
        bytes.Single(sketch.Max);
        bytes.Double(sketch.Variance);
        bytes.Fixed(random);
        bytes.Number(openPairs);
        bytes.Number(nextCoins);
        bytes.Number((ulong)sketch.LevelCount);
        for (int level = 0; level < sketch.LevelCount; level++)
        {
            bytes.Number((ulong)sketch.Level(level).Length);
            bytes.Singles(sketch.Level(level));
        }
    }

    /// <summary>False when it cannot be a sketch.</summary>
    public static bool TryRead(ref ByteReader bytes, out QuantileSketch sketch)
    {
        sketch = new QuantileSketch();
        var header = new SketchHeader { Count = bytes.Count(), NaNs = bytes.Count(), Infinities = bytes.Count() };
        if (header.Count == 0)
        {
            sketch = QuantileSketch.Restore(header with { Min = float.NaN, Max = float.NaN }, []);
            return !bytes.HasFailed;
        }

        header = header with
        {
            Min = bytes.Single(),
            Max = bytes.Single(),
            Variance = bytes.Double(),
            Random = bytes.Fixed(),
            OpenPairs = bytes.Number(),
            NextCoins = bytes.Number(),
        };
        if (!TryReadLevels(ref bytes, header, out List<float[]> levels)
            || !float.IsFinite(header.Min) || !float.IsFinite(header.Max)
            || !double.IsFinite(header.Variance) || header.Variance < 0)
        {
            return false;
        }

        sketch = QuantileSketch.Restore(header, levels);
        return true;
    }

    private static bool TryReadLevels(ref ByteReader bytes, SketchHeader header, out List<float[]> levels)
    {
        levels = []; // bounded by MaxLevels
        ulong count = bytes.Number();
        if (count is 0 or > QuantileSketch.MaxLevels)
        {
            return false;
        }

        long weights = 0;
        for (int level = 0; level < (int)count; level++)
        {
            ulong length = bytes.Number();
            if (length > QuantileSketch.TopCapacity || !bytes.TrySingles((int)length, out float[] values))
            {
                return false;
            }

            if (values.Any(value => !(value >= header.Min && value <= header.Max)))
            {
                return false;
            }

            weights += values.Length * (1L << level); // below 48 times 2^7 times 2^47
            levels.Add(values);
        }

        return weights == header.Count && !bytes.HasFailed;
    }
}
