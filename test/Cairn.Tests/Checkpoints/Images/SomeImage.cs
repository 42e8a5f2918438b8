using Cairn.Checkpoints.Images;

namespace Cairn.Tests.Checkpoints.Images;

/// <summary>Images from bytes and back.</summary>
internal static class SomeImage
{
    public static FileImage Of(ReadOnlySpan<byte> bytes) => Of(new SegmentPool(), bytes);

    public static FileImage Of(SegmentPool pool, ReadOnlySpan<byte> bytes)
    {
        var image = new FileImage(pool, bytes.Length);
        image.Write(0, bytes);
        return image;
    }

    public static byte[] ToArray(this FileImage image)
    {
        byte[] bytes = new byte[image.Length];
        image.Read(0, bytes);
        return bytes;
    }
}
