using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cairn.Storage.Chunks;

/// <summary>
/// Numbers of the same width, one behind the other, lowest bit first, in little-endian words of 64 bits.
/// </summary>
internal static class BitPacking
{
    private const int WordBits = 64;

    public static int Bytes(int count, int width) => ((count * width) + 7) / 8;

    /// <summary>Packs <c>(number - offset) >> shift</c> for each number; returns the number of bytes.</summary>
    public static int Pack(ReadOnlySpan<long> numbers, long offset, int shift, int width, Span<byte> destination)
    {
        if (width == 0)
        {
            return 0;
        }

        Span<byte> rest = destination;
        ulong word = 0;
        int used = 0;
        foreach (long number in numbers)
        {
            ulong packed = (ulong)(number - offset) >> shift;
            word |= packed << used;
            used += width;
            if (used >= WordBits)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(rest, word);
                rest = rest[sizeof(ulong)..];
                used -= WordBits;
                word = used == 0 ? 0 : packed >> (width - used);
            }
        }

        for (; used > 0; used -= 8, word >>= 8)
        {
            rest[0] = (byte)word;
            rest = rest[1..];
        }

        return destination.Length - rest.Length;
    }

    /// <summary>The reverse of <see cref="Pack"/>: <paramref name="source"/> has exactly <see cref="Bytes"/>.</summary>
    public static void Unpack(ReadOnlySpan<byte> source, long offset, int shift, int width, Span<long> numbers)
    {
        if (width == 0)
        {
            numbers.Fill(offset);
            return;
        }

        // One word more than 64 numbers of 64 bits fill, so that the word behind the last number can be looked at.
        Span<ulong> words = stackalloc ulong[IntegerColumn.BlockLength + 1];
        source.CopyTo(MemoryMarshal.AsBytes(words));
        ulong mask = ulong.MaxValue >> (WordBits - width);
        int bit = 0;
        for (int i = 0; i < numbers.Length; i++, bit += width)
        {
            int at = bit & (WordBits - 1);
            ulong packed = words[bit / WordBits] >> at;
            if (at + width > WordBits)
            {
                packed |= words[(bit / WordBits) + 1] << (WordBits - at);
            }

            numbers[i] = offset + (long)((packed & mask) << shift);
        }
    }
}
