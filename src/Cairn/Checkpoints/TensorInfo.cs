using System.Collections.Immutable;

namespace Cairn.Checkpoints;

/// <summary>Name, type and shape of a tensor. Immutable.</summary>
public sealed class TensorInfo
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="name">Not empty; unique in its group.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Sizes, each at least 0; none for a single value.</param>
    /// <exception cref="ArgumentException">The name is empty, a size is negative, or the tensor has more bytes than a
    /// 64-bit number can say.</exception>
    public TensorInfo(string name, TensorType type, params ReadOnlySpan<long> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Type, Shape) = (name, type, [.. shape]);
        Bytes = BytesOf(type, shape) ?? throw new ArgumentException(
            $"Tensor '{name}' has the shape [{string.Join(", ", Shape)}]: a size is negative, or all of them together are "
            + "too many bytes.",
            nameof(shape));
    }

    /// <summary>As <c>blocks.0.attention.query.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The type of its elements.</summary>
    public TensorType Type { get; }

    /// <summary>Sizes, outermost first.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>How many bytes it has.</summary>
    public long Bytes { get; }

    /// <summary>Whether both describe the same tensor.</summary>
    public bool Matches(TensorInfo other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Name == other.Name && Type == other.Type && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan());
    }

    /// <summary>As <c>embed.weight F32 [24, 32]</c>.</summary>
    public override string ToString() => $"{Name} {Type} [{string.Join(", ", Shape)}]";

    /// <summary>Bytes of one element.</summary>
    internal static int ElementBytes(TensorType type) => type switch
    {
        TensorType.Bool or TensorType.U8 or TensorType.I8 => 1,
        TensorType.U16 or TensorType.I16 or TensorType.F16 or TensorType.BF16 => 2,
        TensorType.U32 or TensorType.I32 or TensorType.F32 => 4,
        TensorType.U64 or TensorType.I64 or TensorType.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>Bytes of a tensor; null when a size is negative or the product is too large.</summary>
    internal static long? BytesOf(TensorType type, ReadOnlySpan<long> shape)
    {
        long bytes = ElementBytes(type);
        bool isEmpty = shape.Contains(0);
        foreach (long size in shape)
        {
            if (size < 0 || (!isEmpty && size > long.MaxValue / bytes))
            {
                return null;
            }

            bytes *= isEmpty ? 0 : size;
        }

        return bytes;
    }
}
