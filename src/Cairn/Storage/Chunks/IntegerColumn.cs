using System.Numerics;

namespace Cairn.Storage.Chunks;

/// <summary>
/// Integers in blocks of 64, each block as offsets from its smallest number, packed in as few bits as its largest
/// offset needs: frame of reference (Goldstein, Ramakrishnan and Shaft, ICDE 1998) over the numbers or over their
/// differences, whichever is shorter, as in Parquet's DELTA_BINARY_PACKED. <c>docs/design/series-chunks.md</c> has the
/// bytes. All arithmetic wraps, so that every 64-bit pattern comes back.
/// </summary>
internal static class IntegerColumn
{
    public const int BlockLength = 64;

    /// <summary>Set in a block's first byte when its numbers are differences from the one before.</summary>
    private const byte DifferenceFlag = 0x80;

    private const int MaxVarintBytes = 10;

    /// <summary>Width, shift and a base of one byte.</summary>
    private const int MinBlockBytes = 3;

    public static int Blocks(int count) => (count + BlockLength - 1) / BlockLength;

    public static int MinBytes(int count) => Blocks(count) * MinBlockBytes;

    public static int MaxBytes(int count) => (Blocks(count) * (2 + MaxVarintBytes)) + (count * sizeof(long));

    /// <summary>Writes the numbers; returns the number of bytes, at most <see cref="MaxBytes"/>.</summary>
    public static int Encode(ReadOnlySpan<long> numbers, Span<byte> destination)
    {
        int written = 0;
        long before = 0;
        while (!numbers.IsEmpty)
        {
            ReadOnlySpan<long> block = numbers[..Math.Min(BlockLength, numbers.Length)];
            written += EncodeBlock(block, before, destination[written..]);
            before = block[^1];
            numbers = numbers[block.Length..];
        }

        return written;
    }

    /// <summary>Fills <paramref name="numbers"/>; returns the number of bytes read.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a column of that many numbers.</exception>
    public static int Decode(ReadOnlySpan<byte> source, Span<long> numbers)
    {
        int read = 0;
        long before = 0;
        while (!numbers.IsEmpty)
        {
            Span<long> block = numbers[..Math.Min(BlockLength, numbers.Length)];
            read += DecodeBlock(source[read..], before, block);
            before = block[^1];
            numbers = numbers[block.Length..];
        }

        return read;
    }

    private static int EncodeBlock(ReadOnlySpan<long> block, long before, Span<byte> destination)
    {
        Span<long> differences = stackalloc long[BlockLength];
        differences = differences[..block.Length];
        for (int i = 0; i < block.Length; i++)
        {
            differences[i] = block[i] - before;
            before = block[i];
        }

        var direct = Frame.Around(block);
        var byDifference = Frame.Around(differences);
        bool isDifference = byDifference.Bytes(block.Length) < direct.Bytes(block.Length);
        return isDifference
            ? Write(byDifference, DifferenceFlag, differences, destination)
            : Write(direct, 0, block, destination);
    }

    private static int Write(Frame frame, byte flag, ReadOnlySpan<long> numbers, Span<byte> destination)
    {
        destination[0] = (byte)(frame.Width | flag);
        destination[1] = frame.Shift;
        int written = 2;
        for (ulong rest = ZigZag(frame.Base); ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                destination[written++] = (byte)rest;
                break;
            }

            destination[written++] = (byte)(rest | 0x80);
        }

        return written + BitPacking.Pack(numbers, frame.Base, frame.Shift, frame.Width, destination[written..]);
    }

    private static int DecodeBlock(ReadOnlySpan<byte> source, long before, Span<long> block)
    {
        if (source.Length < MinBlockBytes)
        {
            throw new InvalidDataException("A column ends within the head of a block.");
        }

        int width = source[0] & ~DifferenceFlag;
        byte shift = source[1];
        int read = 2 + ReadVarint(source[2..], out ulong zigZag);
        int packedBytes = BitPacking.Bytes(block.Length, width);
        if (width > 64 || shift > 63 || packedBytes > source.Length - read)
        {
            throw new InvalidDataException("A block of a column has an impossible width, shift or length.");
        }

        BitPacking.Unpack(source.Slice(read, packedBytes), UnZigZag(zigZag), shift, width, block);
        if ((source[0] & DifferenceFlag) != 0)
        {
            SumUp(before, block);
        }

        return read + packedBytes;
    }

    private static void SumUp(long before, Span<long> block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            before += block[i];
            block[i] = before;
        }
    }

    private static int ReadVarint(ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        for (int i = 0; i < Math.Min(MaxVarintBytes, source.Length); i++)
        {
            value |= (ulong)(source[i] & 0x7F) << (7 * i);
            if (source[i] < 0x80)
            {
                return i + 1;
            }
        }

        throw new InvalidDataException("The base of a block has no end.");
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    /// <summary>
    /// What a block's offsets are counted from, how many low zero bits they lose, and how wide they are.
    /// </summary>
    private readonly record struct Frame(long Base, byte Shift, byte Width)
    {
        public static Frame Around(ReadOnlySpan<long> numbers)
        {
            long first = numbers[0];
            long min = first;
            long max = first;
            long differing = 0;
            foreach (long number in numbers)
            {
                min = Math.Min(min, number);
                max = Math.Max(max, number);
                differing |= number - first;
            }

            // Differences from the first number share the same power of two as differences from the smallest.
            int shift = differing == 0 ? 0 : BitOperations.TrailingZeroCount(differing);
            int width = 64 - BitOperations.LeadingZeroCount((ulong)(max - min) >> shift);
            return new Frame(min, (byte)shift, (byte)width);
        }

        public int Bytes(int count) => BitPacking.Bytes(count, Width) + VarintBytes(ZigZag(Base));

        private static int VarintBytes(ulong value) => (70 - BitOperations.LeadingZeroCount(value | 1)) / 7;
    }
}
