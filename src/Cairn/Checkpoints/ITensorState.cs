namespace Cairn.Checkpoints;

/// <summary>
/// Tensors that can be saved and restored: what a model or an optimizer of any framework hands over. Cairn reads it
/// only during the call that saves it, and writes it only after the whole checkpoint was verified.
/// </summary>
public interface ITensorState
{
    /// <summary>All tensors; names are unique, and the order is up to the model.</summary>
    IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>Copies bytes of a tensor out, row-major and little-endian.</summary>
    /// <param name="index">Place of the tensor in <see cref="Tensors"/>.</param>
    /// <param name="offset">The first byte wanted.</param>
    /// <param name="destination">Filled completely; never beyond the tensor's end.</param>
    void Read(int index, long offset, Span<byte> destination);

    /// <summary>Puts bytes of a tensor back; the counterpart of <see cref="Read"/>.</summary>
    /// <param name="index">Place of the tensor in <see cref="Tensors"/>.</param>
    /// <param name="offset">The first byte to overwrite.</param>
    /// <param name="source">Never beyond the tensor's end.</param>
    void Write(int index, long offset, ReadOnlySpan<byte> source);
}
