using System.Buffers;

namespace Cairn.Training;

/// <summary>
/// Values of one call, gathered in borrowed memory; those that are not given are left out. Not thread-safe.
/// </summary>
internal ref struct MetricRow(int capacity)
{
    private readonly MetricValue[] _values = ArrayPool<MetricValue>.Shared.Rent(capacity);
    private int _count;

    public readonly ReadOnlySpan<MetricValue> Values => _values.AsSpan(0, _count);

    public void Add(string name, double? value)
    {
        if (value is { } known)
        {
            _values[_count++] = new MetricValue(name, known);
        }
    }

    public void Add(scoped ReadOnlySpan<MetricValue> values)
    {
        values.CopyTo(_values.AsSpan(_count));
        _count += values.Length;
    }

    /// <summary>Gives the memory back; the values are gone.</summary>
    public readonly void Dispose() => ArrayPool<MetricValue>.Shared.Return(_values, clearArray: true);
}
