using System.Runtime.InteropServices;
using Cairn.Checkpoints;

namespace Cairn.Toto.Tensors;

/// <summary>
/// Live float32 arrays as a checkpoint sees them: reading and writing goes straight to the model or the optimizer that
/// they belong to. Not thread-safe.
/// </summary>
internal sealed class TensorList : ITensorState
{
    private readonly NamedTensor[] _tensors;

    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    public TensorList(IEnumerable<NamedTensor> tensors)
    {
        _tensors = [.. tensors];
        Tensors = [.. _tensors.Select(Describe)];
        var names = new HashSet<string>();
        if (_tensors.FirstOrDefault(tensor => !names.Add(tensor.Name)).Name is { } twice)
        {
            throw new ArgumentException($"Two tensors are called '{twice}'; give them other names.", nameof(tensors));
        }
    }

    public IReadOnlyList<TensorInfo> Tensors { get; }

    public void Read(int index, long offset, Span<byte> destination) =>
        Bytes(index, offset, destination.Length).CopyTo(destination);

    public void Write(int index, long offset, ReadOnlySpan<byte> source) =>
        source.CopyTo(Bytes(index, offset, source.Length));

    private Span<byte> Bytes(int index, long offset, int length) =>
        MemoryMarshal.AsBytes(_tensors[index].Values.AsSpan()).Slice(checked((int)offset), length);

    private static TensorInfo Describe(NamedTensor tensor) =>
        new(tensor.Name, TensorType.F32, [.. tensor.Shape.Select(size => (long)size)]);
}
