using System.Buffers.Binary;

namespace Cairn.Statistics;

/// <summary>Writes counts as LEB128 (7 bits a byte, lowest first) and numbers as doubles. Not thread-safe.</summary>
internal sealed class CountWriter
{
    /// <summary>The most bytes that one count takes: 64 bits, 7 at a time.</summary>
    private const int MaxCountBytes = 10;

    private byte[] _bytes = new byte[256];
    private int _length;

    public void Write(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    public void WriteCount(long count)
    {
        Reserve(MaxCountBytes);
        ulong rest = (ulong)count;
        while (rest >= 0x80)
        {
            _bytes[_length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _bytes[_length++] = (byte)rest;
    }

    public void WriteNumber(double number)
    {
        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length), number);
        _length += sizeof(double);
    }

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void Reserve(int bytes)
    {
        if (_bytes.Length - _length < bytes)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }
    }
}
