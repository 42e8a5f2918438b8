using System.Buffers.Binary;
using Cairn.Checkpoints.Images;

namespace Cairn.Checkpoints.Planes;

/// <summary>The way back from <see cref="PlaneCompression"/>. Uses all processors and as much memory.</summary>
internal static class PlaneDecompression
{
    /// <summary>The original of a compressed file that may be anybody's; the caller disposes it.</summary>
    /// <param name="pool">Where its memory comes from.</param>
    /// <param name="compressed">The compressed file.</param>
    /// <param name="expectedBytes">How long the original is.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="CheckpointIntegrityException">It is damaged, or the original is longer or shorter.</exception>
    public static FileImage Decompress(SegmentPool pool, FileImage compressed, long expectedBytes, string path)
    {
        CheckHeader(compressed, expectedBytes, path);
        long frameCount = CountFrames(compressed, expectedBytes, path);
        var image = new FileImage(pool, expectedBytes);
        try
        {
            Restore(compressed, image, frameCount, path);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static void CheckHeader(FileImage compressed, long expectedBytes, string path)
    {
        Span<byte> header = stackalloc byte[PlaneFormat.HeaderBytes];
        if (compressed.Length < header.Length)
        {
            throw new CheckpointIntegrityException(path, $"It ends after {compressed.Length} bytes, in its header.");
        }

        compressed.Read(0, header);
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != PlaneFormat.Magic || version != PlaneFormat.Version)
        {
            throw new CheckpointIntegrityException(path, "It is no compressed file, or one of a later Cairn.");
        }

        long rawBytes = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        if (rawBytes != expectedBytes)
        {
            throw new CheckpointIntegrityException(
                path, "It holds another file.", $"{expectedBytes} bytes", $"{rawBytes} bytes");
        }
    }

    /// <summary>
    /// How many blocks there are, which are as many bytes as expected. That is known before memory is taken for them,
    /// because a few bytes can claim much.
    /// </summary>
    private static long CountFrames(FileImage compressed, long expectedBytes, string path)
    {
        long count = 0;
        long rawBytes = 0;
        for (long at = PlaneFormat.HeaderBytes; at < compressed.Length;)
        {
            PlaneFrame frame = PlaneFrame.Read(compressed, at) ?? throw Damaged(path, rawBytes);
            rawBytes += frame.Bytes;
            at = frame.End;
            count++;
        }

        return rawBytes == expectedBytes ? count : throw new CheckpointIntegrityException(
            path, "Its blocks are not the whole file.", $"{expectedBytes} bytes", $"{rawBytes} bytes");
    }

    /// <summary>At this point every frame is known to be whole, and their lengths to add up.</summary>
    private static void Restore(FileImage compressed, FileImage image, long frameCount, string path)
    {
        BlockDecompressor[] lanes = [.. Enumerable.Range(0, (int)Math.Min(PlaneFormat.Lanes, frameCount)).Select(
            _ => new BlockDecompressor(PlaneFormat.LongestBlock(image.Length)))];
        var frames = new (PlaneFrame Frame, long Offset)[lanes.Length];
        long at = PlaneFormat.HeaderBytes;
        long offset = 0;
        while (at < compressed.Length)
        {
            int count = 0;
            for (; count < lanes.Length && at < compressed.Length; count++)
            {
                PlaneFrame frame = PlaneFrame.Read(compressed, at)!;
                frames[count] = (frame, offset);
                (at, offset) = (frame.End, offset + frame.Bytes);
            }

            bool[] restored = new bool[count];
            Parallel.For(0, count, lane => restored[lane] =
                lanes[lane].TryDecompress(compressed, frames[lane].Frame, image, frames[lane].Offset));
            int faulty = Array.IndexOf(restored, false);
            if (faulty >= 0)
            {
                throw Damaged(path, frames[faulty].Offset);
            }
        }
    }

    private static CheckpointIntegrityException Damaged(string path, long offset) =>
        new(path, $"Its block for the bytes from {offset} on is damaged.");
}
