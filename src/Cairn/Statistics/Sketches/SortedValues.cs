namespace Cairn.Statistics.Sketches;

/// <summary>The values that a sketch keeps, sorted, with the weight up to each. Immutable.</summary>
internal sealed class SortedValues
{
    private readonly float[] _values;
    private readonly double[] _shares;

    public SortedValues(QuantileSketch sketch)
    {
        var values = new List<float>(); // bounded by what a sketch keeps
        var weights = new List<long>();
        for (int level = 0; level < sketch.LevelCount; level++)
        {
            values.AddRange(sketch.Level(level));
            weights.AddRange(Enumerable.Repeat(1L << level, sketch.Level(level).Length));
        }

        _values = [.. values];
        long[] byValue = [.. weights];
        Array.Sort(_values, byValue);
        _shares = new double[_values.Length];
        long below = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            below += byValue[i];
            _shares[i] = (double)below / sketch.Count;
        }
    }

    /// <summary>The value that the given part of all lies at or below; NaN of none.</summary>
    public float Quantile(double share)
    {
        int place = Array.BinarySearch(_shares, share);
        place = place < 0 ? ~place : place;
        return _values.Length == 0 ? float.NaN : _values[Math.Min(place, _values.Length - 1)];
    }

    /// <summary>
    /// The distance of Kolmogorov and Smirnov, 0 to 1: by how much the parts of values up to some number differ at most.
    /// Zero where one of them has no values.
    /// </summary>
    public double DistanceTo(SortedValues other)
    {
        if (_values.Length == 0 || other._values.Length == 0)
        {
            return 0;
        }

        double distance = 0;
        for (int mine = 0, its = 0; mine < _values.Length && its < other._values.Length;)
        {
            float next = Math.Min(_values[mine], other._values[its]);
            mine = SkipTo(next, mine);
            its = other.SkipTo(next, its);
            distance = Math.Max(distance, Math.Abs(ShareBefore(mine) - other.ShareBefore(its)));
        }

        return distance;
    }

    /// <summary>The first place behind all values up to this one.</summary>
    private int SkipTo(float value, int place)
    {
        while (place < _values.Length && _values[place] <= value)
        {
            place++;
        }

        return place;
    }

    private double ShareBefore(int place) => place == 0 ? 0 : _shares[place - 1];
}
