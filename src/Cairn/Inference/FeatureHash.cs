using System.Buffers.Binary;
using System.Numerics;

namespace Cairn.Inference;

/// <summary>
/// MurmurHash3 x64 128 with seed 0 (Austin Appleby, public domain) over the bytes of the features, little endian: the
/// same on every machine and in every version. Stateless.
/// </summary>
internal static class FeatureHash
{
    private const ulong C1 = 0x87C37B91114253D5;
    private const ulong C2 = 0x4CF5AD432745937F;
    private const int BlockBytes = 16;

    public static (ulong Low, ulong High) Of(ReadOnlySpan<byte> bytes)
    {
        ulong h1 = 0;
        ulong h2 = 0;
        ReadOnlySpan<byte> rest = bytes;
        while (rest.Length >= BlockBytes)
        {
            h1 = BitOperations.RotateLeft(h1 ^ MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) + h2;
            h1 = (h1 * 5) + 0x52DCE729;
            h2 = BitOperations.RotateLeft(h2 ^ MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..])), 31) + h1;
            h2 = (h2 * 5) + 0x38495AB5;
            rest = rest[BlockBytes..];
        }

        if (!rest.IsEmpty)
        {
            Span<byte> last = stackalloc byte[BlockBytes];
            last.Clear();
            rest.CopyTo(last);
            h1 ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(last));
            h2 ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(last[8..]));
        }

        return Finish(h1 ^ (ulong)bytes.Length, h2 ^ (ulong)bytes.Length);
    }

    private static ulong MixFirst(ulong k) => BitOperations.RotateLeft(k * C1, 31) * C2;

    private static ulong MixSecond(ulong k) => BitOperations.RotateLeft(k * C2, 33) * C1;

    private static (ulong Low, ulong High) Finish(ulong h1, ulong h2)
    {
        h1 += h2;
        h2 += h1;
        h1 = Avalanche(h1);
        h2 = Avalanche(h2);
        h1 += h2;
        return (h1, h2 + h1);
    }

    private static ulong Avalanche(ulong k)
    {
        k = (k ^ (k >> 33)) * 0xFF51AFD7ED558CCD;
        k = (k ^ (k >> 33)) * 0xC4CEB9FE1A85EC53;
        return k ^ (k >> 33);
    }
}
