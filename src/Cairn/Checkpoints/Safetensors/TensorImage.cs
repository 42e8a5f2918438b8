using Cairn.Checkpoints.Images;

namespace Cairn.Checkpoints.Safetensors;

/// <summary>
/// Between a model's tensors and the bytes of a safetensors file. Each byte is copied once, because training waits
/// meanwhile.
/// </summary>
internal static class TensorImage
{
    /// <summary>The whole file of a state; the caller disposes it.</summary>
    /// <exception cref="ArgumentException">The state's tensors cannot be in one file.</exception>
    public static FileImage Take(SegmentPool pool, ITensorState state)
    {
        IReadOnlyList<TensorInfo> tensors = state.Tensors;
        var header = SafetensorsHeader.Build(tensors);
        var image = new FileImage(pool, header.FileBytes);
        try
        {
            image.Write(0, header.Bytes.Span);
            for (int index = 0; index < tensors.Count; index++)
            {
                Take(image, state, index, header.Offsets[index], tensors[index].Bytes);
            }

            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Puts all tensors of a file into a state, or none.</summary>
    /// <param name="image">The whole file, already verified.</param>
    /// <param name="layout">The layout of that file.</param>
    /// <param name="state">Where its tensors go.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="CheckpointException">They are not the same tensors; nothing was written.</exception>
    public static void Put(FileImage image, SafetensorsLayout layout, ITensorState state, string path)
    {
        IReadOnlyList<TensorInfo> tensors = state.Tensors;
        TensorDifferences.ThrowIfAny(tensors, layout, path);
        for (int index = 0; index < tensors.Count; index++)
        {
            Put(image, state, index, layout.Find(tensors[index].Name)!.Value);
        }
    }

    private static void Take(FileImage image, ITensorState state, int index, long start, long bytes)
    {
        for (long offset = 0; offset < bytes;)
        {
            Span<byte> run = image.Run(start + offset, bytes - offset);
            state.Read(index, offset, run);
            offset += run.Length;
        }
    }

    private static void Put(FileImage image, ITensorState state, int index, TensorPlace place)
    {
        for (long offset = 0; offset < place.Tensor.Bytes;)
        {
            ReadOnlySpan<byte> run = image.Run(place.Offset + offset, place.Tensor.Bytes - offset);
            state.Write(index, offset, run);
            offset += run.Length;
        }
    }
}
