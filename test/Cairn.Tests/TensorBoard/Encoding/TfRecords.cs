using System.Buffers.Binary;

namespace Cairn.Tests.TensorBoard.Encoding;

/// <summary>Reads TFRecord files by their description; throws when a byte or a checksum is wrong.</summary>
internal static class TfRecords
{
    private const uint Castagnoli = 0x82f63b78;

    public static List<byte[]> Read(byte[] file)
    {
        List<byte[]> records = [];
        int position = 0;
        while (position < file.Length)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(position));
            AssertChecksum(file, position, 8);
            AssertChecksum(file, position + 12, length);
            records.Add(file[(position + 12)..(position + 12 + length)]);
            position += 12 + length + 4;
        }

        return records;
    }

    /// <summary>The events after the first, which must be the version.</summary>
    public static List<WireMessage> ReadEvents(byte[] file)
    {
        List<WireMessage> events = [.. Read(file).Select(record => new WireMessage(record))];
        Assert.Equal("brain.Event:2", events[0].Text(3));
        return events[1..];
    }

    /// <summary>Bit by bit, as the polynomial says.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte next in bytes)
        {
            crc ^= next;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Castagnoli;
            }
        }

        return ~crc;
    }

    private static void AssertChecksum(byte[] file, int start, int length)
    {
        uint crc = Crc32C(file.AsSpan(start, length));
        uint masked = unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
        Assert.Equal(masked, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(start + length)));
    }
}
