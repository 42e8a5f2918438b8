using System.Buffers.Binary;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// An event that is one 32-bit scalar and nothing else, in the order of bytes that all writers use: nearly every record of
/// a training. Recognised at once, at a fifth of what walking over its messages costs; everything else, be it only an
/// unusual order, is left to that.
/// </summary>
internal ref struct ScalarRecord
{
    private const byte WallTimeKey = (1 << 3) | (byte)ProtoReader.Fixed64;
    private const byte StepKey = (2 << 3) | (byte)ProtoReader.Varint;
    private const byte SummaryKey = (5 << 3) | (byte)ProtoReader.Chunk;
    private const byte ValueKey = (1 << 3) | (byte)ProtoReader.Chunk;
    private const byte TagKey = (1 << 3) | (byte)ProtoReader.Chunk;
    private const byte SimpleKey = (byte)SummaryValue.Simple;
    private const byte TensorKey = (byte)SummaryValue.Tensor;

    /// <summary>Key and a length of one byte.</summary>
    private const int PrefixBytes = 2;

    private const int LongestOneByteLength = 0x7F;

    public double WallTime { get; private set; }

    public long Step { get; private set; }

    public ReadOnlySpan<byte> Tag { get; private set; }

    public float Value { get; private set; }

    /// <summary>The message when the scalar is a tensor; empty when it is a plain number.</summary>
    public ReadOnlySpan<byte> Tensor { get; private set; }

    /// <summary>Data type 1 (float), a shape without dimensions or none, one packed value.</summary>
    private static ReadOnlySpan<byte> ShapedFloat => [8, 1, 0x12, 0, 0x2A, 4];

    private static ReadOnlySpan<byte> Float => [8, 1, 0x2A, 4];

    /// <summary>False for everything that is not of this form, damaged or not.</summary>
    public bool TryRead(ReadOnlySpan<byte> data)
    {
        const int TimeEnd = 1 + sizeof(double);
        if (data.Length <= TimeEnd || data[0] != WallTimeKey)
        {
            return false;
        }

        WallTime = BinaryPrimitives.ReadDoubleLittleEndian(data[1..]);
        ReadOnlySpan<byte> rest = data[TimeEnd..];
        return TryReadStep(ref rest)
            && TryEnter(ref rest, SummaryKey)
            && TryEnter(ref rest, ValueKey)
            && TryReadTag(ref rest)
            && TryReadValue(rest);
    }

    private bool TryReadStep(ref ReadOnlySpan<byte> rest)
    {
        if (rest[0] != StepKey)
        {
            return true; // 0 is not written
        }

        rest = rest[1..];
        bool isWhole = ProtoReader.TryTakeVarint(ref rest, out ulong step);
        Step = (long)step;
        return isWhole;
    }

    private bool TryReadTag(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < PrefixBytes || rest[0] != TagKey || rest[1] > LongestOneByteLength
            || rest.Length < PrefixBytes + rest[1])
        {
            return false;
        }

        Tag = rest.Slice(PrefixBytes, rest[1]);
        rest = rest[(PrefixBytes + Tag.Length)..];
        return true;
    }

    private bool TryReadValue(ReadOnlySpan<byte> rest)
    {
        if (rest.Length == 1 + sizeof(float) && rest[0] == SimpleKey)
        {
            Value = BinaryPrimitives.ReadSingleLittleEndian(rest[1..]);
            return true;
        }

        if (!TryEnter(ref rest, TensorKey))
        {
            return false;
        }

        Tensor = rest;
        ReadOnlySpan<byte> form = rest.Length == ShapedFloat.Length + sizeof(float) ? ShapedFloat : Float;
        if (rest.Length != form.Length + sizeof(float) || !rest.StartsWith(form))
        {
            return false;
        }

        Value = BinaryPrimitives.ReadSingleLittleEndian(rest[form.Length..]);
        return true;
    }

    /// <summary>Enters a field that reaches to the end of what holds it.</summary>
    private static bool TryEnter(ref ReadOnlySpan<byte> rest, byte key)
    {
        if (rest.Length < PrefixBytes || rest[0] != key || rest[1] > LongestOneByteLength
            || rest[1] != rest.Length - PrefixBytes)
        {
            return false;
        }

        rest = rest[PrefixBytes..];
        return true;
    }
}
