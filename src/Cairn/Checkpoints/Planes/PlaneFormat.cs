namespace Cairn.Checkpoints.Planes;

/// <summary>The numbers of <c>docs/design/checkpoint-compression.md</c>.</summary>
internal static class PlaneFormat
{
    /// <summary>"CPLN", read as a little-endian number.</summary>
    public const uint Magic = 0x4E4C_5043;

    public const uint Version = 1;

    /// <summary>Magic, version, length of the original.</summary>
    public const int HeaderBytes = sizeof(uint) + sizeof(uint) + sizeof(long);

    /// <summary>
    /// Larger ones gain nothing: planes of 64 KiB already compress as well as those of a megabyte.
    /// </summary>
    public const int MaxBlockBytes = 256 << 10;

    /// <summary>Blocks in work at the same time.</summary>
    public const int Lanes = 8;

    /// <summary>The largest element has so many bytes, and thus a block so many planes.</summary>
    public const int MaxStride = 8;

    /// <summary>How long the longest block of a file of that length can be.</summary>
    public static int LongestBlock(long fileBytes) => (int)Math.Min(MaxBlockBytes, fileBytes);

    /// <summary>Length, checksum and stride of a block, then the length of each plane.</summary>
    public static int FrameBytes(int stride) => sizeof(int) + sizeof(uint) + 1 + (stride * sizeof(int));
}
