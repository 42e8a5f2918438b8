using System.Buffers.Binary;

namespace Cairn.Tests.TensorBoard.Reading;

/// <summary>Records of event files by hand, with checksums bit by bit: nothing of the code under test.</summary>
internal static class EventBytes
{
    public const double Time = 1_700_000_000.125;

    public static byte[] Version => Record(Proto.Double(1, Time), Proto.Text(3, "brain.Event:2"));

    public static byte[] Scalar(string tag, long step, float value) =>
        Value(step, Proto.Text(1, tag), Proto.Single(2, value));

    public static byte[] SessionStart(long step) =>
        Record(Proto.Double(1, Time), Proto.Number(2, (ulong)step), Proto.Bytes(7, Proto.Number(1, 1)));

    /// <summary>A record of one value, of these fields.</summary>
    public static byte[] Value(long step, params byte[][] fields) => Record(
        Proto.Double(1, Time + step), Proto.Number(2, (ulong)step), Proto.Bytes(5, Proto.Bytes(1, fields)));

    public static byte[] Tensor(string tag, string plugin, long step, params byte[][] tensor) =>
        Value(step, Proto.Text(1, tag), Metadata(plugin), Proto.Bytes(8, tensor));

    public static byte[] Metadata(string plugin, params byte[] content) =>
        Proto.Bytes(9, Proto.Bytes(1, Proto.Text(1, plugin), Proto.Bytes(2, content)));

    public static byte[] Shape(params long[] sizes) =>
        Proto.Bytes(2, [.. sizes.Select(size => Proto.Bytes(2, Proto.Number(1, (ulong)size)))]);

    public static byte[] Record(params byte[][] parts)
    {
        byte[] data = Proto.Join(parts);
        byte[] length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        return [.. length, .. Masked(length), .. data, .. Masked(data)];
    }

    public static byte[] Masked(byte[] bytes)
    {
        uint crc = Crc(bytes);
        byte[] masked = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, ((crc >> 15) | (crc << 17)) + 0xa282ead8);
        return masked;
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }

        return ~crc;
    }
}
