using System.Buffers.Binary;
using System.IO.Compression;
using Cairn.Checkpoints.Images;
using Cairn.IO;

namespace Cairn.Checkpoints.Planes;

/// <summary>Compresses one block at a time into a buffer of its own. Not thread-safe; one for each thread.</summary>
/// <param name="maxBlockBytes">How long the longest block is.</param>
internal sealed class BlockCompressor(int maxBlockBytes)
{
    /// <summary>
    /// Brotli's second fastest: better ones gain half a percent of weights for a third of the speed.
    /// </summary>
    private const int Quality = 1;

    /// <summary>2^18 bytes, the largest plane.</summary>
    private const int WindowBits = 18;

    private readonly byte[] _block = new byte[maxBlockBytes];
    private readonly byte[] _spare = new byte[maxBlockBytes];
    private readonly byte[] _frame = new byte[PlaneFormat.FrameBytes(PlaneFormat.MaxStride) + maxBlockBytes];
    private int _frameBytes;

    /// <summary>The last block, compressed; good until the next one.</summary>
    public ReadOnlySpan<byte> Frame => _frame.AsSpan(0, _frameBytes);

    public void Compress(FileImage image, PlaneBlock block)
    {
        Span<byte> raw = _block.AsSpan(0, block.Bytes);
        image.Read(block.Offset, raw);
        BinaryPrimitives.WriteInt32LittleEndian(_frame, block.Bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(_frame.AsSpan(sizeof(int)), Crc32C.Of(raw));
        _frame[sizeof(int) + sizeof(uint)] = (byte)block.Stride;
        Span<byte> lengths = _frame.AsSpan(PlaneFormat.FrameBytes(0));
        _frameBytes = PlaneFormat.FrameBytes(block.Stride);

        ReadOnlySpan<byte> planes = BytePlanes.Split(raw, _spare.AsSpan(0, block.Bytes), block.Stride);
        int planeBytes = block.Bytes / block.Stride;
        for (int plane = 0; plane < block.Stride; plane++)
        {
            int stored = Store(planes.Slice(plane * planeBytes, planeBytes), _frame.AsSpan(_frameBytes));
            BinaryPrimitives.WriteInt32LittleEndian(lengths[(plane * sizeof(int))..], stored);
            _frameBytes += stored;
        }
    }

    /// <summary>Compressed if that is shorter, else as it is.</summary>
    private static int Store(ReadOnlySpan<byte> plane, Span<byte> destination)
    {
        if (BrotliEncoder.TryCompress(plane, destination[..(plane.Length - 1)], out int written, Quality, WindowBits))
        {
            return written;
        }

        plane.CopyTo(destination);
        return plane.Length;
    }
}
