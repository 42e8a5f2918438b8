using System.Buffers.Binary;
using System.Text;

namespace Cairn.Statistics.Sketches;

/// <summary>
/// Reads what <see cref="ByteWriter"/> wrote, or what somebody made of it: behind the end everything is zero and
/// <see cref="HasFailed"/> is set. Never takes more memory than the bytes account for.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public bool HasFailed { get; private set; }

    /// <summary>Whether everything was read, and was there.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty && !HasFailed;

    public ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            ReadOnlySpan<byte> one = Take(1);
            if (HasFailed)
            {
                return 0;
            }

            value |= (ulong)(one[0] & 0x7F) << shift;
            if (one[0] < 0x80)
            {
                return value;
            }
        }

        return Fail();
    }

    /// <summary>A count of values: not negative, and small enough that some may be added.</summary>
    public long Count()
    {
        ulong value = Number();
        return value <= long.MaxValue / 4 ? (long)value : (long)Fail();
    }

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public ulong Fixed() =>
        Take(sizeof(ulong)) is { IsEmpty: false } taken ? BinaryPrimitives.ReadUInt64LittleEndian(taken) : 0;

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed());

    public float Single() =>
        Take(sizeof(float)) is { IsEmpty: false } taken ? BinaryPrimitives.ReadSingleLittleEndian(taken) : 0;

    public bool TrySingles(int count, out float[] values)
    {
        values = [];
        ReadOnlySpan<byte> taken = Take(count * sizeof(float));
        if (HasFailed)
        {
            return false;
        }

        values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(taken[(i * sizeof(float))..]);
        }

        return true;
    }

    /// <summary>A text; empty when it is longer than <paramref name="maxBytes"/>, and then it has failed.</summary>
    public string Text(int maxBytes)
    {
        ulong length = Number();
        if (length > (ulong)maxBytes)
        {
            Fail();
            return "";
        }

        return Encoding.UTF8.GetString(Take((int)length));
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (HasFailed || length > _rest.Length)
        {
            Fail();
            return [];
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong Fail()
    {
        HasFailed = true;
        return 0;
    }
}
