using System.Buffers.Binary;

namespace Cairn.Tests.TensorBoard.Encoding;

/// <summary>The beginning of a PNG, which is all that is looked at.</summary>
internal static class SomePng
{
    public static byte[] Of(int width, int height)
    {
        byte[] png = [.. Convert.FromHexString("89504E470D0A1A0A0000000D49484452"), .. new byte[17]];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }
}
