using System.Buffers;
using System.Buffers.Binary;
using TextEncoding = System.Text.Encoding;

namespace Cairn.TensorBoard.Encoding;

/// <summary>
/// Writes one protobuf message into memory that the caller lends, and into a pooled array once that is full. Fields are
/// for the caller to order. Owned by one method; <see cref="Dispose"/> gives the array back.
/// </summary>
internal ref struct ProtobufWriter(Span<byte> lent)
{
    private const int MaxVarintBytes = 10; // 64 bits, 7 in each byte

    private Span<byte> _buffer = lent;
    private byte[]? _pooled;
    private int _position;

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        Fixed32 = 5,
    }

    public readonly ReadOnlySpan<byte> Written => _buffer[.._position];

    /// <summary>Nothing for 0, as protobuf leaves out defaults; -0 is none.</summary>
    public void WriteDoubleIfSet(int field, double value)
    {
        if (BitConverter.DoubleToUInt64Bits(value) != 0)
        {
            WriteDouble(field, value);
        }
    }

    public void WriteDouble(int field, double value)
    {
        WriteKey(field, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
        _position += sizeof(double);
    }

    /// <summary>Nothing for 0, as protobuf leaves out defaults.</summary>
    public void WriteInt64IfSet(int field, long value)
    {
        if (value != 0)
        {
            WriteInt64(field, value);
        }
    }

    public void WriteInt64(int field, long value)
    {
        WriteKey(field, WireType.Varint);
        WriteVarint((ulong)value);
    }

    /// <summary>A packed list of one number.</summary>
    public void WritePackedFloat(int field, float value)
    {
        WriteKey(field, WireType.Bytes);
        WriteVarint(sizeof(float));
        BinaryPrimitives.WriteSingleLittleEndian(Room(sizeof(float)), value);
        _position += sizeof(float);
    }

    /// <summary>Nothing for the empty text, as protobuf leaves out defaults.</summary>
    public void WriteStringIfSet(int field, string value)
    {
        if (value.Length != 0)
        {
            WriteString(field, value);
        }
    }

    /// <summary>What is no Unicode in the text (half a surrogate pair) becomes U+FFFD: readers refuse such
    /// strings.</summary>
    public void WriteString(int field, string value)
    {
        int length = TextEncoding.UTF8.GetByteCount(value);
        WriteKey(field, WireType.Bytes);
        WriteVarint((ulong)length);
        TextEncoding.UTF8.GetBytes(value, Room(length));
        _position += length;
    }

    /// <summary>Bytes, or text in UTF-8.</summary>
    public void WriteBytes(int field, scoped ReadOnlySpan<byte> value)
    {
        WriteKey(field, WireType.Bytes);
        WriteVarint((ulong)value.Length);
        value.CopyTo(Room(value.Length));
        _position += value.Length;
    }

    /// <summary>Begins a message in this one.</summary>
    /// <returns>For <see cref="EndMessage"/>.</returns>
    public int BeginMessage(int field)
    {
        WriteKey(field, WireType.Bytes);
        Room(1)[0] = 0; // the length of a short message; a longer one is moved when its end is known
        return ++_position;
    }

    public void EndMessage(int start)
    {
        int length = _position - start;
        int more = VarintBytes((ulong)length) - 1;
        if (more > 0)
        {
            Room(more);
            _buffer[start.._position].CopyTo(_buffer[(start + more)..]);
        }

        _position = start - 1;
        WriteVarint((ulong)length);
        _position += length;
    }

    public void Dispose()
    {
        if (_pooled is not null)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
        }

        this = default;
    }

    private static int VarintBytes(ulong value)
    {
        int bytes = 1;
        while ((value >>= 7) != 0)
        {
            bytes++;
        }

        return bytes;
    }

    private void WriteKey(int field, WireType type) => WriteVarint(((ulong)field << 3) | (uint)type);

    private void WriteVarint(ulong value)
    {
        Span<byte> room = Room(MaxVarintBytes);
        int count = 0;
        while (value > 0x7f)
        {
            room[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[count++] = (byte)value;
        _position += count;
    }

    /// <summary>Space behind what is written, at least as many bytes as asked for.</summary>
    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _position < bytes)
        {
            Grow(bytes);
        }

        return _buffer[_position..];
    }

    private void Grow(int bytes)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, checked(_position + bytes)));
        Written.CopyTo(larger);
        if (_pooled is not null)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
        }

        _buffer = _pooled = larger;
    }
}
