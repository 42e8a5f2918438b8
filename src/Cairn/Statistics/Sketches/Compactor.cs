namespace Cairn.Statistics.Sketches;

/// <summary>
/// One level of a <see cref="QuantileSketch"/>: values of one weight. When it is full, half of them go up with twice the
/// weight. What comes from below is sorted and is merged; only values that come singly have to be sorted. Not
/// thread-safe.
/// </summary>
internal sealed class Compactor
{
    private float[] _values = [];
    private bool _isSorted = true;

    public int Count { get; private set; }

    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    public void Add(float value)
    {
        if (Count == _values.Length)
        {
            Grow(Count + 1);
        }

        _values[Count++] = value;
        _isSorted = false;
    }

    public void Add(ReadOnlySpan<float> values)
    {
        Grow(Count + values.Length);
        values.CopyTo(_values.AsSpan(Count));
        Count += values.Length;
        _isSorted = false;
    }

    public void Sort()
    {
        if (!_isSorted)
        {
            _values.AsSpan(0, Count).Sort();
            _isSorted = true;
        }
    }

    /// <summary>
    /// Hands every second of its sorted values to the level above, the odd ones or the even ones, and keeps none; of an
    /// odd number the last is kept.
    /// </summary>
    public void CompactInto(Compactor above, bool odd)
    {
        int pairs = Count / 2;
        Span<float> sorted = _values.AsSpan(0, Count);
        float last = sorted[^1];
        for (int i = 0; i < pairs; i++)
        {
            sorted[i] = sorted[(2 * i) + (odd ? 1 : 0)];
        }

        above.Merge(sorted[..pairs]);
        _values[0] = last;
        Count &= 1;
    }

    /// <summary>From the back, so that nothing is overwritten before it was moved.</summary>
    private void Merge(ReadOnlySpan<float> sorted)
    {
        Sort();
        Grow(Count + sorted.Length);
        int mine = Count - 1;
        Count += sorted.Length;
        int to = Count - 1;
        for (int its = sorted.Length - 1; its >= 0; to--)
        {
            bool isMineNext = mine >= 0 && _values[mine] > sorted[its];
            _values[to] = isMineNext ? _values[mine--] : sorted[its--];
        }
    }

    private void Grow(int needed)
    {
        if (needed > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(needed, Math.Max(8, _values.Length * 3 / 2)));
        }
    }
}
