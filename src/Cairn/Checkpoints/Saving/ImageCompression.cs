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
        return PlaneCompression.Try(image, layout).IsWorthIt ? PlaneCompression.Compress(pool, image, layout) : null;
    }
}
