using System.Buffers.Binary;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Planes;
using Cairn.Checkpoints.Safetensors;
using Cairn.Tests.Checkpoints.Images;

namespace Cairn.Tests.Checkpoints.Planes;

/// <summary>Whatever happened to a compressed file, it comes back as it was or is refused.</summary>
public sealed class PlaneDamageTests
{
    private const int FirstFrame = PlaneFormat.HeaderBytes;

    private readonly SegmentPool _pool = new();
    private readonly byte[] _original;
    private readonly byte[] _compressed;

    public PlaneDamageTests()
    {
        using FileImage image = TensorImage.Take(_pool, new TensorArrays(new Dictionary<string, Array>
        {
            ["f64"] = Enumerable.Range(0, 40).Select(i => (double)i).ToArray(),
            ["f32"] = Enumerable.Range(0, 200).Select(i => (float)Math.Sin(i)).ToArray(),
            ["u8"] = new byte[50],
        }));
        using var stream = new MemoryStream();
        PlaneCompression.Compress(image, SafetensorsLayout.Read(image, "x"), stream.Write);
        (_original, _compressed) = (image.ToArray(), stream.ToArray());
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        Assert.Equal(_original, Restored(_compressed));
        for (int length = 0; length < _compressed.Length; length++)
        {
            Assert.Null(Restored(_compressed.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_found_or_changes_nothing()
    {
        int unnoticed = 0;
        for (int bit = 0; bit < _compressed.Length * 8; bit++)
        {
            _compressed[bit / 8] ^= (byte)(1 << (bit % 8));
            byte[]? restored = Restored(_compressed);
            _compressed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(restored is null || restored.AsSpan().SequenceEqual(_original), $"Bit {bit} changed the file.");
            unnoticed += restored is null ? 0 : 1;
        }

        // Only padding of Brotli's streams.
        Assert.InRange(unnoticed, 0, _compressed.Length / 8);
    }

    [Fact]
    public void Bytes_behind_the_last_block_are_refused() => Assert.Null(Restored([.. _compressed, 1]));

    [Fact]
    public void A_file_of_another_length_is_refused_before_its_blocks_are_read()
    {
        using FileImage image = SomeImage.Of(_pool, _compressed);

        CheckpointIntegrityException e = Assert.Throws<CheckpointIntegrityException>(
            () => PlaneDecompression.Decompress(_pool, image, _original.Length + 1, "some/file"));

        Assert.Equal("some/file", e.Path);
        Assert.Equal($"{_original.Length + 1} bytes", e.Expected);
        Assert.Equal($"{_original.Length} bytes", e.Actual);
    }

    [Fact]
    public void A_few_bytes_that_claim_a_terabyte_take_no_memory()
    {
        const long Claimed = 1L << 40;
        BinaryPrimitives.WriteInt64LittleEndian(_compressed.AsSpan(8), Claimed);
        using FileImage image = SomeImage.Of(_pool, _compressed);

        CheckpointIntegrityException e = Assert.Throws<CheckpointIntegrityException>(
            () => PlaneDecompression.Decompress(_pool, image, Claimed, "x"));

        Assert.Equal($"{_original.Length} bytes", e.Actual);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(0, int.MaxValue)]
    [InlineData(0, PlaneFormat.MaxBlockBytes + 1)]
    [InlineData(9, 0)]
    [InlineData(9, -1)]
    [InlineData(9, int.MaxValue)]
    public void A_length_that_no_block_has_is_refused(int place, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_compressed.AsSpan(FirstFrame + place), length);

        Assert.Null(Restored(_compressed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(255)]
    public void A_stride_that_no_element_has_is_refused(byte stride)
    {
        _compressed[FirstFrame + 8] = stride;

        Assert.Null(Restored(_compressed));
    }

    [Fact]
    public void Damage_leaves_no_segment_behind()
    {
        _compressed[^1] ^= 0xFF;
        byte[] first = _pool.Rent();
        byte[] second = _pool.Rent();
        _pool.Return(first);
        _pool.Return(second);

        Assert.Null(Restored(_compressed));

        Assert.Equal(new HashSet<byte[]> { first, second }, [_pool.Rent(), _pool.Rent()]);
    }

    /// <summary>Null when the file was refused; every other exception fails the test.</summary>
    private byte[]? Restored(ReadOnlySpan<byte> compressed)
    {
        using FileImage image = SomeImage.Of(_pool, compressed);
        try
        {
            using FileImage restored = PlaneDecompression.Decompress(_pool, image, _original.Length, "x");
            return restored.ToArray();
        }
        catch (CheckpointIntegrityException)
        {
            return null;
        }
    }
}
