namespace Cairn.Storage.Chunks;

/// <summary>Points in the order in which they were recorded, one array for each field. Not thread-safe.</summary>
internal sealed class PointColumns
{
    private const int SmallestCapacity = 16;

    private long[] _steps = [];
    private long[] _times = [];
    private double[] _values = [];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Steps => _steps.AsSpan(0, Count);

    public ReadOnlySpan<long> Times => _times.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <param name="index">Less than <see cref="Count"/>.</param>
    public SeriesPoint this[int index] => new(_steps[index], _times[index], _values[index]);

    public void Add(long step, long timeMs, double value)
    {
        if (Count == _steps.Length)
        {
            Resize(Math.Max(SmallestCapacity, 2 * Count));
        }

        _steps[Count] = step;
        _times[Count] = timeMs;
        _values[Count] = value;
        Count++;
    }

    public void Add(PointColumns points) => AddRange(points, long.MinValue, long.MaxValue);

    /// <summary>Adds those points whose step is in the range, both ends included.</summary>
    public void AddRange(PointColumns points, long fromStep, long toStep)
    {
        for (int i = 0; i < points.Count; i++)
        {
            long step = points._steps[i];
            if (step >= fromStep && step <= toStep)
            {
                Add(step, points._times[i], points._values[i]);
            }
        }
    }

    /// <summary>Makes room for exactly so many points and leaves them to the caller to fill.</summary>
    public void Fill(int count, out Span<long> steps, out Span<long> times, out Span<double> values)
    {
        Resize(count);
        Count = count;
        steps = _steps;
        times = _times;
        values = _values;
    }

    public void Clear() => Count = 0;

    private void Resize(int capacity)
    {
        Array.Resize(ref _steps, capacity);
        Array.Resize(ref _times, capacity);
        Array.Resize(ref _values, capacity);
    }
}
