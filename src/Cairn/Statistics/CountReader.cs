using System.Buffers.Binary;

namespace Cairn.Statistics;

/// <summary>
/// Reads what <see cref="CountWriter"/> wrote. After the first thing that cannot be, <see cref="IsSound"/> is false and
/// everything reads as 0.
/// </summary>
internal ref struct CountReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private bool _isBroken;

    /// <summary>False when something was read that nobody wrote.</summary>
    public readonly bool IsSound => !_isBroken;

    /// <summary>True at the end, and behind what cannot be read.</summary>
    public readonly bool IsAtEnd => _isBroken || _rest.IsEmpty;

    public byte Read()
    {
        if (_rest.IsEmpty)
        {
            return Break();
        }

        byte value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    /// <summary>A count; not negative.</summary>
    public long ReadCount()
    {
        long count = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte part = Read();
            count |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return count;
            }
        }

        return Break();
    }

    public double ReadNumber()
    {
        if (_rest.Length < sizeof(double))
        {
            return Break();
        }

        double number = BinaryPrimitives.ReadDoubleLittleEndian(_rest);
        _rest = _rest[sizeof(double)..];
        return number;
    }

    private byte Break()
    {
        _isBroken = true;
        _rest = default;
        return 0;
    }
}
