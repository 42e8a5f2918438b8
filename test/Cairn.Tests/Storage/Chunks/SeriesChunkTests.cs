using System.Buffers.Binary;
using System.Numerics;
using Cairn.Storage.Chunks;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Tests.Storage.Chunks;

public sealed class SeriesChunkTests
{
    [Fact]
    public void Any_points_come_back_bit_for_bit() => Prop
        .ForAll(
            ArbMap.Default.ArbFor<(DoNotSize<long> Step, DoNotSize<long> Time, double Value)[]>(),
            points =>
            {
                PointColumns columns = Columns(points.Select(p => (p.Step.Item, p.Time.Item, p.Value)));
                return columns.Count == 0 || SameBits(columns, SeriesChunk.Decode(SeriesChunk.Encode(columns)));
            })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(SeriesChunk.Capacity)]
    public void Random_bits_come_back_at_every_length_of_the_last_block(int count)
    {
        var random = new Random(count);
        PointColumns columns = Columns(Enumerable.Range(0, count).Select(
            _ => (random.NextInt64(), -random.NextInt64(), BitConverter.Int64BitsToDouble(random.NextInt64() * 3))));

        Assert.True(SameBits(columns, SeriesChunk.Decode(SeriesChunk.Encode(columns))));
    }

    [Fact]
    public void Nan_payloads_infinities_and_negative_zero_are_kept()
    {
        double[] values =
        [
            double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_BEEF), double.PositiveInfinity,
            double.NegativeInfinity, -0.0, 0.0, double.Epsilon, -double.Epsilon, double.MinValue, double.MaxValue,
        ];
        PointColumns columns = Columns(values.Select((value, i) => (long.MinValue + i, long.MaxValue - i, value)));

        Assert.True(SameBits(columns, SeriesChunk.Decode(SeriesChunk.Encode(columns))));
    }

    [Fact]
    public void Constant_strides_and_values_cost_less_than_a_byte_a_point()
    {
        PointColumns columns = Columns(Enumerable.Range(0, SeriesChunk.Capacity).Select(i => (10L * i, 1000L * i, 0.001)));

        Assert.InRange(SeriesChunk.Encode(columns).Length, 1, SeriesChunk.Capacity);
    }

    [Fact]
    public void A_noisy_curve_of_full_doubles_costs_less_than_eight_bytes_a_point()
    {
        var random = new Random(1);
        PointColumns columns = Columns(Enumerable.Range(0, SeriesChunk.Capacity).Select(
            i => ((long)i, (20L * i) + random.Next(5), Math.Exp(-i / 5000.0) + (0.05 * random.NextDouble()))));

        Assert.InRange(SeriesChunk.Encode(columns).Length, 1, 8 * SeriesChunk.Capacity);
    }

    [Fact]
    public void A_chunk_that_is_cut_anywhere_is_refused()
    {
        byte[] chunk = SeriesChunk.Encode(SomePoints());
        for (int length = 0; length < chunk.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => SeriesChunk.Decode(chunk.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        byte[] chunk = SeriesChunk.Encode(SomePoints());
        for (int bit = 0; bit < 8 * chunk.Length; bit++)
        {
            byte[] flipped = [.. chunk];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => SeriesChunk.Decode(flipped));
        }
    }

    [Fact]
    public void Any_byte_with_a_matching_checksum_decodes_or_is_refused_in_the_documented_way()
    {
        byte[] chunk = SeriesChunk.Encode(SomePoints());
        for (int at = 0; at < chunk.Length; at++)
        {
            foreach (int replacement in (int[])[0x00, 0x01, 0x3F, 0x40, 0x41, 0x7F, 0x80, 0xC0, 0xFF])
            {
                byte[] hostile = [.. chunk];
                hostile[at] = (byte)replacement;
                WriteChecksum(hostile);
                Exception? error = Record.Exception(() => SeriesChunk.Decode(hostile));
                Assert.True(error is null or InvalidDataException, $"byte {at} = {replacement}: {error}");
            }
        }
    }

    [Fact]
    public void The_bytes_are_those_of_the_design_page() => Assert.Equal(
        "01000200" + "C57042DA" + "800014" + "0000D00F" + "0133" + "80808080808080" + "F07F" + "02",
        Convert.ToHexString(SeriesChunk.Encode(Columns([(10, 1000, 1.0), (20, 1000, 1.5)]))));

    private static PointColumns SomePoints()
    {
        var random = new Random(7);
        return Columns(Enumerable.Range(0, 150).Select(i => (3L * i, 100L + random.Next(9), random.NextDouble())));
    }

    private static PointColumns Columns(IEnumerable<(long Step, long Time, double Value)> points)
    {
        var columns = new PointColumns();
        foreach ((long step, long time, double value) in points)
        {
            columns.Add(step, time, value);
        }

        return columns;
    }

    private static bool SameBits(PointColumns left, PointColumns right) =>
        left.Steps.SequenceEqual(right.Steps)
        && left.Times.SequenceEqual(right.Times)
        && left.Values.ToArray().Select(BitConverter.DoubleToInt64Bits)
            .SequenceEqual(right.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));

    private static void WriteChecksum(byte[] chunk)
    {
        uint crc = BitOperations.Crc32C(0, BinaryPrimitives.ReadUInt32LittleEndian(chunk));
        foreach (byte value in chunk.AsSpan(8))
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(4), crc);
    }
}
