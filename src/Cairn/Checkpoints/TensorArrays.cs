using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Cairn.Checkpoints;

/// <summary>
/// Arrays by name as tensors: saved from and restored into the same arrays, of one or more dimensions. Not thread-safe.
/// </summary>
/// <example>
/// <code>
/// var weights = new Dictionary&lt;string, Array&gt; { ["w"] = new float[24, 32], ["b"] = new float[32] };
/// var state = new TensorArrays(weights);
/// </code>
/// </example>
public sealed class TensorArrays : ITensorState
{
    private readonly ImmutableArray<Array> _arrays;

    /// <summary>Wraps arrays without copying them.</summary>
    /// <param name="arrays">Arrays of <see cref="float"/>, <see cref="double"/>, <see cref="Half"/>, <see cref="bool"/>
    /// or an integer of 8 to 64 bits.</param>
    /// <exception cref="ArgumentException">An array has elements of another type.</exception>
    public TensorArrays(IEnumerable<KeyValuePair<string, Array>> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        KeyValuePair<string, Array>[] pairs = [.. arrays];
        _arrays = [.. pairs.Select(pair => pair.Value)];
        Tensors = [.. pairs.Select(pair => Describe(pair.Key, pair.Value))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorInfo> Tensors { get; }

    /// <inheritdoc/>
    public void Read(int index, long offset, Span<byte> destination) =>
        BytesOf(index).Slice(checked((int)offset), destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public void Write(int index, long offset, ReadOnlySpan<byte> source) =>
        source.CopyTo(BytesOf(index).Slice(checked((int)offset), source.Length));

    // Arrays of .NET have at most 2^31 elements but may have more bytes than a span can show; Describe refuses those.
    private Span<byte> BytesOf(int index) => MemoryMarshal.CreateSpan(
        ref MemoryMarshal.GetArrayDataReference(_arrays[index]), (int)Tensors[index].Bytes);

    private static TensorInfo Describe(string name, Array array)
    {
        TensorType type = TypeOf(array.GetType().GetElementType()!) ?? throw new ArgumentException(
            $"'{name}' is an array of {array.GetType().GetElementType()!.Name}, which is no tensor type. Use float, double, "
            + "Half, bool or an integer.");
        var info = new TensorInfo(
            name, type, [.. Enumerable.Range(0, array.Rank).Select(dimension => array.GetLongLength(dimension))]);
        return info.Bytes <= int.MaxValue ? info : throw new ArgumentException(
            $"'{name}' has {info.Bytes} bytes; an array may have at most {int.MaxValue}. Implement ITensorState for it.");
    }

    private static TensorType? TypeOf(Type element) => element switch
    {
        _ when element == typeof(float) => TensorType.F32,
        _ when element == typeof(double) => TensorType.F64,
        _ when element == typeof(Half) => TensorType.F16,
        _ when element == typeof(bool) => TensorType.Bool,
        _ when element == typeof(byte) => TensorType.U8,
        _ when element == typeof(sbyte) => TensorType.I8,
        _ when element == typeof(ushort) => TensorType.U16,
        _ when element == typeof(short) => TensorType.I16,
        _ when element == typeof(uint) => TensorType.U32,
        _ when element == typeof(int) => TensorType.I32,
        _ when element == typeof(ulong) => TensorType.U64,
        _ when element == typeof(long) => TensorType.I64,
        _ => null,
    };
}
