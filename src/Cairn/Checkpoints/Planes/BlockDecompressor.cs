using System.IO.Compression;
using Cairn.Checkpoints.Images;
using Cairn.IO;

namespace Cairn.Checkpoints.Planes;

/// <summary>Decompresses one block at a time. Not thread-safe; one for each thread.</summary>
/// <param name="maxBlockBytes">How long the longest block is.</param>
internal sealed class BlockDecompressor(int maxBlockBytes)
{
    private readonly byte[] _stored = new byte[maxBlockBytes];
    private readonly byte[] _planes = new byte[maxBlockBytes];
    private readonly byte[] _spare = new byte[maxBlockBytes];

    /// <summary>Puts a block back into its place; false when it is not what was compressed.</summary>
    public bool TryDecompress(FileImage compressed, PlaneFrame frame, FileImage image, long offset)
    {
        Span<byte> planes = _planes.AsSpan(0, frame.Bytes);
        int planeBytes = frame.Bytes / frame.Stride;
        long at = frame.Offset;
        for (int plane = 0; plane < frame.Stride; plane++)
        {
            int stored = frame.StoredBytes[plane];
            if (!TryRestore(compressed, at, stored, planes.Slice(plane * planeBytes, planeBytes)))
            {
                return false;
            }

            at += stored;
        }

        ReadOnlySpan<byte> raw = BytePlanes.Join(planes, _spare.AsSpan(0, frame.Bytes), frame.Stride);
        image.Write(offset, raw);
        return Crc32C.Of(raw) == frame.Checksum;
    }

    private bool TryRestore(FileImage compressed, long at, int storedBytes, Span<byte> plane)
    {
        if (storedBytes == plane.Length)
        {
            compressed.Read(at, plane);
            return true;
        }

        Span<byte> stored = _stored.AsSpan(0, storedBytes);
        compressed.Read(at, stored);
        return BrotliDecoder.TryDecompress(stored, plane, out int written) && written == plane.Length;
    }
}
