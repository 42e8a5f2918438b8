namespace Cairn.Checkpoints.Safetensors;

/// <summary>A tensor of a file.</summary>
/// <param name="Tensor">What it is.</param>
/// <param name="Offset">Its first byte, counted from the start of the file.</param>
internal readonly record struct TensorPlace(TensorInfo Tensor, long Offset)
{
    /// <summary>The byte behind its last one.</summary>
    public long End => Offset + Tensor.Bytes;
}
