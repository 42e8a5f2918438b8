using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cairn.Checkpoints.Planes;

/// <summary>
/// Regroups the bytes of elements so that bytes of equal significance lie together: the exponents of weights resemble
/// each other, while their low bytes are noise. Halves are split again until each byte of an element has its plane.
/// </summary>
internal static class BytePlanes
{
    /// <summary>Splits elements into planes.</summary>
    /// <param name="block">Whole elements; overwritten.</param>
    /// <param name="spare">As long as the block; overwritten.</param>
    /// <param name="stride">Bytes of an element: 1, 2, 4 or 8.</param>
    /// <returns>Whichever of the two holds the planes.</returns>
    public static Span<byte> Split(Span<byte> block, Span<byte> spare, int stride)
    {
        for (int part = block.Length; stride > 1; stride /= 2, part /= 2)
        {
            for (int at = 0; at < block.Length; at += part)
            {
                Unzip(block.Slice(at, part), spare.Slice(at, part));
            }

            Span<byte> split = spare;
            spare = block;
            block = split;
        }

        return block;
    }

    /// <summary>The reverse of <see cref="Split"/>.</summary>
    public static Span<byte> Join(Span<byte> planes, Span<byte> spare, int stride)
    {
        for (int part = planes.Length / stride * 2; part <= planes.Length; part *= 2)
        {
            for (int at = 0; at < planes.Length; at += part)
            {
                Zip(planes.Slice(at, part), spare.Slice(at, part));
            }

            Span<byte> joined = spare;
            spare = planes;
            planes = joined;
        }

        return planes;
    }

    /// <summary>Bytes at even places to the first half, bytes at odd places to the second.</summary>
    private static void Unzip(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Span<byte> even = destination[..(source.Length / 2)];
        Span<byte> odd = destination[(source.Length / 2)..];
        ReadOnlySpan<Vector128<ushort>> pairs = MemoryMarshal.Cast<byte, Vector128<ushort>>(source);
        Span<Vector128<byte>> evens = MemoryMarshal.Cast<byte, Vector128<byte>>(even);
        Span<Vector128<byte>> odds = MemoryMarshal.Cast<byte, Vector128<byte>>(odd);
        var low = Vector128.Create((ushort)0xFF);
        for (int i = 0; i < evens.Length; i++)
        {
            (Vector128<ushort> first, Vector128<ushort> second) = (pairs[2 * i], pairs[(2 * i) + 1]);
            evens[i] = Vector128.Narrow(first & low, second & low);
            odds[i] = Vector128.Narrow(first >>> 8, second >>> 8);
        }

        for (int i = evens.Length * Vector128<byte>.Count; i < even.Length; i++)
        {
            (even[i], odd[i]) = (source[2 * i], source[(2 * i) + 1]);
        }
    }

    /// <summary>The reverse of <see cref="Unzip"/>.</summary>
    private static void Zip(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<byte> even = source[..(source.Length / 2)];
        ReadOnlySpan<byte> odd = source[(source.Length / 2)..];
        Span<Vector128<ushort>> pairs = MemoryMarshal.Cast<byte, Vector128<ushort>>(destination);
        ReadOnlySpan<Vector128<byte>> evens = MemoryMarshal.Cast<byte, Vector128<byte>>(even);
        ReadOnlySpan<Vector128<byte>> odds = MemoryMarshal.Cast<byte, Vector128<byte>>(odd);
        for (int i = 0; i < evens.Length; i++)
        {
            pairs[2 * i] = Vector128.WidenLower(evens[i]) | (Vector128.WidenLower(odds[i]) << 8);
            pairs[(2 * i) + 1] = Vector128.WidenUpper(evens[i]) | (Vector128.WidenUpper(odds[i]) << 8);
        }

        for (int i = evens.Length * Vector128<byte>.Count; i < even.Length; i++)
        {
            (destination[2 * i], destination[(2 * i) + 1]) = (even[i], odd[i]);
        }
    }
}
