namespace Cairn.Drawing;

/// <summary>The checksum of PNG's chunks: CRC-32 as of ISO 3309, which is not the CRC32C of journals. Stateless.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320; // 0x04C11DB7, bits reversed

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static value => Divide((uint)value))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Divide(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? Polynomial ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
