using System.Numerics;
using Cairn.IO;

namespace Cairn.TensorBoard.Encoding;

/// <summary>The checksum of TFRecord files: CRC32C, turned and shifted so that a checksum of checksums stays random.
/// Stateless.</summary>
internal static class MaskedCrc32C
{
    private const int TurnedBits = 15;
    private const uint Shift = 0xa282ead8;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~Crc32C.Of(bytes, uint.MaxValue);
        return BitOperations.RotateRight(crc, TurnedBits) + Shift;
    }
}
