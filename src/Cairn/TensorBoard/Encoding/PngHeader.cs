using System.Buffers.Binary;

namespace Cairn.TensorBoard.Encoding;

/// <summary>The size of a PNG picture, read from its first chunk. Stateless.</summary>
internal static class PngHeader
{
    private const int WidthAt = 16; // behind the signature (8), the chunk's length (4) and its name (4)
    private const int HeightAt = WidthAt + sizeof(int);

    private static ReadOnlySpan<byte> Beginning => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a,
        0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];

    /// <summary>False when the bytes do not begin as a PNG of at least one pixel does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> png, out int width, out int height)
    {
        width = height = 0;
        if (png.Length < HeightAt + sizeof(int) || !png.StartsWith(Beginning))
        {
            return false;
        }

        width = BinaryPrimitives.ReadInt32BigEndian(png[WidthAt..]);
        height = BinaryPrimitives.ReadInt32BigEndian(png[HeightAt..]);
        return width > 0 && height > 0;
    }
}
