using System.Buffers.Binary;

namespace Cairn.Tests.TensorBoard.Reading;

/// <summary>Protobuf fields by hand: each call gives the bytes of one, so that a message is their concatenation.</summary>
internal static class Proto
{
    public static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    public static byte[] Bytes(int field, params byte[][] parts)
    {
        byte[] whole = Join(parts);
        return [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)whole.Length), .. whole];
    }

    public static byte[] Text(int field, string text) => Bytes(field, System.Text.Encoding.UTF8.GetBytes(text));

    public static byte[] Double(int field, double value) => [.. Varint(((ulong)field << 3) | 1), .. Fixed(value)];

    public static byte[] Single(int field, float value) => [.. Varint(((ulong)field << 3) | 5), .. Fixed(value)];

    public static byte[] Fixed(double value)
    {
        byte[] bytes = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Fixed(float value)
    {
        byte[] bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
