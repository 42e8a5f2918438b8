using System.Buffers.Binary;
using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Safetensors;

namespace Cairn.Checkpoints.Planes;

/// <summary>
/// Compresses safetensors files in planes of bytes. <c>docs/design/checkpoint-compression.md</c> has the bytes and the
/// figures. Uses all processors and the memory of 24 blocks: 6 MiB at most.
/// </summary>
internal static class PlaneCompression
{
    /// <summary>Two megabytes at most: some milliseconds.</summary>
    private const int SampledBlocks = 8;

    /// <summary>Compresses blocks from all over a file, to see whether that is worth it.</summary>
    public static CompressionTrial Try(FileImage image, SafetensorsLayout layout)
    {
        List<PlaneBlock> blocks = PlaneBlock.Of(layout, image.Length);
        int count = Math.Min(SampledBlocks, blocks.Count);
        var compressor = new BlockCompressor(PlaneFormat.LongestBlock(image.Length));
        (long raw, long compressed) = (0, 0);
        for (int sample = 0; sample < count; sample++)
        {
            // The middle of each part, so that a large file is not judged by its header.
            PlaneBlock block = blocks[(int)(((2L * sample) + 1) * blocks.Count / (2 * count))];
            compressor.Compress(image, block);
            raw += block.Bytes;
            compressed += compressor.Frame.Length;
        }

        return new CompressionTrial(raw, compressed);
    }

    /// <summary>Compresses a whole file.</summary>
    /// <param name="image">The file.</param>
    /// <param name="layout">The layout of that file.</param>
    /// <param name="write">Gets the bytes in order, on the calling thread.</param>
    public static void Compress(FileImage image, SafetensorsLayout layout, Action<ReadOnlySpan<byte>> write)
    {
        WriteHeader(image.Length, write);
        List<PlaneBlock> blocks = PlaneBlock.Of(layout, image.Length);
        BlockCompressor[] lanes = [.. Enumerable.Range(0, Math.Min(PlaneFormat.Lanes, blocks.Count)).Select(
            _ => new BlockCompressor(PlaneFormat.LongestBlock(image.Length)))];
        for (int first = 0; first < blocks.Count; first += lanes.Length)
        {
            int count = Math.Min(lanes.Length, blocks.Count - first);
            int start = first;
            Parallel.For(0, count, lane => lanes[lane].Compress(image, blocks[start + lane]));
            for (int lane = 0; lane < count; lane++)
            {
                write(lanes[lane].Frame);
            }
        }
    }

    private static void WriteHeader(long rawBytes, Action<ReadOnlySpan<byte>> write)
    {
        Span<byte> header = stackalloc byte[PlaneFormat.HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, PlaneFormat.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], PlaneFormat.Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], rawBytes);
        write(header);
    }
}
