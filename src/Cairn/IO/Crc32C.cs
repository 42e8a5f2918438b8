using System.Buffers.Binary;
using System.Numerics;

namespace Cairn.IO;

/// <summary>CRC32C (Castagnoli) over bytes, by the processor's instruction. Stateless.</summary>
internal static class Crc32C
{
    /// <summary>Goes on from <paramref name="crc"/>, which is where the checksum begins or what came before.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint crc = 0)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        if (bytes.Length >= sizeof(uint))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            bytes = bytes[sizeof(uint)..];
        }

        foreach (byte last in bytes)
        {
            crc = BitOperations.Crc32C(crc, last);
        }

        return crc;
    }
}
