using Cairn.Checkpoints.Safetensors;

namespace Cairn.Checkpoints.Planes;

/// <summary>A piece of a file whose elements have the same size, and which is compressed by itself.</summary>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="Bytes">At least 1, at most <see cref="PlaneFormat.MaxBlockBytes"/>; a multiple of the stride.</param>
/// <param name="Stride">Bytes of an element: 1, 2, 4 or 8.</param>
internal readonly record struct PlaneBlock(long Offset, int Bytes, int Stride)
{
    /// <summary>All blocks of a file, in order and without holes.</summary>
    public static List<PlaneBlock> Of(SafetensorsLayout layout, long fileBytes)
    {
        // Bounded by the length of the file and the number of its tensors.
        var blocks = new List<PlaneBlock>();
        long start = 0;
        int stride = 1; // The header.
        foreach (TensorPlace place in layout.Places)
        {
            int elementBytes = TensorInfo.ElementBytes(place.Tensor.Type);
            if (elementBytes != stride)
            {
                Split(blocks, start, place.Offset, stride);
                (start, stride) = (place.Offset, elementBytes);
            }
        }

        Split(blocks, start, fileBytes, stride);
        return blocks;
    }

    private static void Split(List<PlaneBlock> blocks, long start, long end, int stride)
    {
        for (long offset = start; offset < end; offset += PlaneFormat.MaxBlockBytes)
        {
            blocks.Add(new PlaneBlock(offset, (int)Math.Min(PlaneFormat.MaxBlockBytes, end - offset), stride));
        }
    }
}
