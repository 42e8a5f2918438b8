using System.Globalization;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Probabilities as a JSON object, in UTF-8, built in one buffer again and again; numbers in the shortest digits that
/// read back the same. Not thread-safe.
/// </summary>
internal sealed class ProbabilityText
{
    /// <summary>More than the longest number, a comma and the two braces: <c>-2.2250738585072014E-308</c>.</summary>
    private const int MaxNumberBytes = 32;

    private byte[] _bytes = new byte[1024];
    private int _length;

    public ReadOnlySpan<byte> Utf8 => _bytes.AsSpan(0, _length);

    public void Begin()
    {
        _bytes[0] = (byte)'{';
        _length = 1;
    }

    /// <summary>Adds a probability; one that is not finite, which JSON cannot say, becomes null.</summary>
    public void Add(StoredLabel label, double probability)
    {
        ReadOnlySpan<byte> name = label.JsonName.Span;
        if (_bytes.Length - _length < name.Length + MaxNumberBytes)
        {
            Array.Resize(ref _bytes, 2 * (_length + name.Length + MaxNumberBytes));
        }

        if (_length > 1)
        {
            _bytes[_length++] = (byte)',';
        }

        name.CopyTo(_bytes.AsSpan(_length));
        _length += name.Length;
        if (double.IsFinite(probability))
        {
            probability.TryFormat(_bytes.AsSpan(_length), out int digits, default, CultureInfo.InvariantCulture);
            _length += digits;
        }
        else
        {
            "null"u8.CopyTo(_bytes.AsSpan(_length));
            _length += 4;
        }
    }

    public void End() => _bytes[_length++] = (byte)'}';
}
