using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cairn.IO;

namespace Cairn.Storage.Chunks;

/// <summary>
/// Points as bytes: a head of 8 bytes, then the steps, the times and the values, each an <see cref="IntegerColumn"/>.
/// Values go as integers that are ordered as the doubles are, so that neighbouring values are neighbouring integers,
/// also across a power of two; every bit of every double comes back, of NaN too. The bytes are described in
/// <c>docs/design/series-chunks.md</c>.
/// </summary>
internal static class SeriesChunk
{
    /// <summary>
    /// Points in a full chunk: part of the schema, because the place of a point is computed from it. 1,024 points of a
    /// noisy curve are about 8 KB: two pages of SQLite's, and what decoding one point out of them costs is 10 µs.
    /// </summary>
    public const int Capacity = 1024;

    private const byte Version = 1;
    private const int HeadBytes = 8;
    private const int CrcAt = 4;

    /// <summary>
    /// Encodes up to <see cref="Capacity"/> points, beginning with the one at <paramref name="start"/>.
    /// </summary>
    public static byte[] Encode(PointColumns points, int start = 0)
    {
        int count = points.Count - start;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        Span<byte> chunk = stackalloc byte[HeadBytes + (3 * IntegerColumn.MaxBytes(count))];
        Span<long> ordered = stackalloc long[count];
        MemoryMarshal.Cast<double, long>(points.Values[start..]).CopyTo(ordered);
        SwapOrder(ordered);

        int length = HeadBytes;
        length += IntegerColumn.Encode(points.Steps[start..], chunk[length..]);
        length += IntegerColumn.Encode(points.Times[start..], chunk[length..]);
        length += IntegerColumn.Encode(ordered, chunk[length..]);
        chunk = chunk[..length];
        chunk[0] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[2..], (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[CrcAt..], Checksum(chunk));
        return chunk.ToArray();
    }

    /// <summary>Decodes a chunk. Nothing in it is trusted, though its checksum holds.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a chunk, or a damaged one.</exception>
    public static PointColumns Decode(ReadOnlySpan<byte> chunk)
    {
        int count = ReadHead(chunk);
        var points = new PointColumns();
        points.Fill(count, out Span<long> steps, out Span<long> times, out Span<double> values);
        Span<long> ordered = MemoryMarshal.Cast<double, long>(values);

        int read = HeadBytes;
        read += IntegerColumn.Decode(chunk[read..], steps);
        read += IntegerColumn.Decode(chunk[read..], times);
        read += IntegerColumn.Decode(chunk[read..], ordered);
        if (read != chunk.Length)
        {
            throw new InvalidDataException("A chunk has bytes behind its last column.");
        }

        SwapOrder(ordered);
        return points;
    }

    /// <summary>Checks the head and returns the number of points, which the length then allows for.</summary>
    private static int ReadHead(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < HeadBytes || chunk[0] != Version || chunk[1] != 0)
        {
            throw new InvalidDataException("The bytes are not a chunk of a series that this version knows.");
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        if (count is 0 or > Capacity || chunk.Length - HeadBytes < 3 * IntegerColumn.MinBytes(count))
        {
            throw new InvalidDataException("The length of a chunk does not fit its number of points.");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(chunk[CrcAt..]) != Checksum(chunk))
        {
            throw new InvalidDataException("The checksum of a chunk does not fit its bytes.");
        }

        return count;
    }

    /// <summary>CRC32C, begun with zero, over everything but itself.</summary>
    private static uint Checksum(ReadOnlySpan<byte> chunk) =>
        Crc32C.Of(chunk[HeadBytes..], Crc32C.Of(chunk[..sizeof(uint)]));

    /// <summary>
    /// Turns the bits of doubles into integers of the same order, and back: where the sign is set, every other bit
    /// flips.
    /// </summary>
    private static void SwapOrder(Span<long> bits)
    {
        foreach (ref long value in bits)
        {
            value ^= (long)((ulong)(value >> 63) >> 1);
        }
    }
}
