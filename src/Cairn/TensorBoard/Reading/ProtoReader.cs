using System.Buffers.Binary;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// Walks over the fields of a protobuf message. Fields that nobody asks for are passed over, groups too. Nothing is
/// believed: a field that does not fit into the message ends the walk and makes the message broken.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    public const uint Varint = 0;
    public const uint Fixed64 = 1;
    public const uint Chunk = 2;
    public const uint Fixed32 = 5;
    private const uint GroupStart = 3;
    private const uint GroupEnd = 4;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field, times 8, plus how it is written: <see cref="Key(uint, uint)"/>.</summary>
    public uint CurrentKey { get; private set; }

    /// <summary>The field when it is a number: of a fixed width its bits.</summary>
    public ulong Number { get; private set; }

    /// <summary>The field when it is text, bytes, a message or packed numbers.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>True when the message ended where it must not.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>How many bytes of the message follow the current field.</summary>
    public readonly int Left => _rest.Length;

    public readonly uint Field => CurrentKey >> 3;

    public readonly uint Wire => CurrentKey & 7;

    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    public readonly float Single => BitConverter.UInt32BitsToSingle((uint)Number);

    public static uint Key(uint field, uint wire) => (field << 3) | wire;

    /// <summary>True when nothing in the message is cut off.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
        }

        return !reader.IsBroken;
    }

    /// <summary>Reads the next field; false at the end, or when the message is broken.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty || IsBroken)
        {
            return false;
        }

        IsBroken = !TryReadKey() || !TryReadValue();
        return !IsBroken;
    }

    /// <summary>The next number of a packed field, or of the rest of the message.</summary>
    public static bool TryTakeVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < bytes.Length && i < 10; i++)
        {
            byte next = bytes[i];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private bool TryReadKey()
    {
        if (!TryTakeVarint(ref _rest, out ulong key) || key is < 8 or > uint.MaxValue)
        {
            return false;
        }

        CurrentKey = (uint)key;
        return true;
    }

    private bool TryReadValue()
    {
        switch (Wire)
        {
            case Varint when TryTakeVarint(ref _rest, out ulong number):
                Number = number;
                return true;
            case Fixed64 when _rest.Length >= sizeof(ulong):
                Number = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
                _rest = _rest[sizeof(ulong)..];
                return true;
            case Fixed32 when _rest.Length >= sizeof(uint):
                Number = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
                _rest = _rest[sizeof(uint)..];
                return true;
            case Chunk when TryTakeVarint(ref _rest, out ulong length) && length <= (ulong)_rest.Length:
                Bytes = _rest[..(int)length];
                _rest = _rest[(int)length..];
                return true;
            case GroupStart:
                return TrySkipGroup();
            default:
                return false;
        }
    }

    /// <summary>Counts depth instead of calling itself: a file must not choose how much stack is used.</summary>
    private bool TrySkipGroup()
    {
        uint group = CurrentKey;
        for (long depth = 1; depth > 0;)
        {
            if (!TryReadKey())
            {
                return false;
            }

            if (Wire is GroupStart or GroupEnd)
            {
                depth += Wire == GroupStart ? 1 : -1;
            }
            else if (!TryReadValue())
            {
                return false;
            }
        }

        CurrentKey = group;
        return true;
    }
}
