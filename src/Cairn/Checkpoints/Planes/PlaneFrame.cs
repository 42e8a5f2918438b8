using System.Buffers.Binary;
using Cairn.Checkpoints.Images;

namespace Cairn.Checkpoints.Planes;

/// <summary>
/// A compressed block in a file that may be anybody's. What exists was checked: it lies within the file and is no
/// larger than a block may be.
/// </summary>
internal sealed class PlaneFrame
{
    private readonly int[] _storedBytes;

    private PlaneFrame(long offset, int bytes, uint checksum, int[] storedBytes) =>
        (Offset, Bytes, Checksum, _storedBytes) = (offset, bytes, checksum, storedBytes);

    /// <summary>Where its first plane starts.</summary>
    public long Offset { get; }

    /// <summary>How many bytes of the original it holds.</summary>
    public int Bytes { get; }

    /// <summary>CRC32C of those.</summary>
    public uint Checksum { get; }

    public int Stride => _storedBytes.Length;

    /// <summary>The byte behind it.</summary>
    public long End => Offset + _storedBytes.Sum();

    /// <summary>How many bytes of the file each plane takes, at most its own length.</summary>
    public ReadOnlySpan<int> StoredBytes => _storedBytes;

    /// <summary>The frame at that place; null when none can be there.</summary>
    public static PlaneFrame? Read(FileImage image, long start)
    {
        Span<byte> frame = stackalloc byte[PlaneFormat.FrameBytes(PlaneFormat.MaxStride)];
        int available = (int)Math.Min(frame.Length, image.Length - start);
        image.Read(start, frame[..available]);
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(frame);
        int stride = frame[sizeof(int) + sizeof(uint)];
        if (stride is not (1 or 2 or 4 or 8)
            || PlaneFormat.FrameBytes(stride) > available
            || bytes is <= 0 or > PlaneFormat.MaxBlockBytes
            || bytes % stride != 0)
        {
            return null;
        }

        int[] stored = new int[stride];
        for (int plane = 0; plane < stride; plane++)
        {
            stored[plane] = BinaryPrimitives.ReadInt32LittleEndian(
                frame[(PlaneFormat.FrameBytes(0) + (plane * sizeof(int)))..]);
            if (stored[plane] <= 0 || stored[plane] > bytes / stride)
            {
                return null;
            }
        }

        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(frame[sizeof(int)..]);
        var found = new PlaneFrame(start + PlaneFormat.FrameBytes(stride), bytes, checksum, stored);
        return found.End <= image.Length ? found : null;
    }
}
