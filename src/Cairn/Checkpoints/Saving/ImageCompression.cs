using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Planes;
using Cairn.Checkpoints.Safetensors;

namespace Cairn.Checkpoints.Saving;

/// <summary>Compresses a file where a sample of it says that it is worth the time. Stateless.</summary>
internal static class ImageCompression
{
    /// <summary>Null when it would not gain enough.</summary>
    public static FileImage? TryCompress(SegmentPool pool, FileImage image)
    {
        var layout = SafetensorsLayout.Read(image, "memory");
        return PlaneCompression.Try(image, layout).IsWorthIt ? Compress(pool, image, layout) : null;
    }

    /// <summary>Null when the sample was wrong and it did not become smaller.</summary>
    private static FileImage? Compress(SegmentPool pool, FileImage image, SafetensorsLayout layout)
    {
        var smaller = new FileImage(pool, image.Length);
        long length = 0;
        PlaneCompression.Compress(image, layout, bytes =>
        {
            if (length + bytes.Length <= smaller.Length)
            {
                smaller.Write(length, bytes);
            }

            length += bytes.Length;
        });
        if (length >= image.Length)
        {
            smaller.Dispose();
            return null;
        }

        smaller.Cut(length);
        return smaller;
    }
}
