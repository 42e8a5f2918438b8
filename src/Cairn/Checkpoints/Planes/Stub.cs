using Cairn.Checkpoints.Images;
using Cairn.Checkpoints.Safetensors;
namespace Cairn.Checkpoints.Planes;
internal readonly record struct Trial(bool IsWorthIt);
internal static class PlaneCompression
{
    public static Trial Try(FileImage image, SafetensorsLayout layout) => new(image.Length < 0 && layout is null);
    public static FileImage Compress(SegmentPool pool, FileImage image, SafetensorsLayout layout) => throw new NotSupportedException(pool.ToString() + image + layout);
    public static FileImage Decompress(SegmentPool pool, FileImage image, long raw, string path) => throw new NotSupportedException(pool.ToString() + image + raw + path);
}
