namespace Cairn.Toto.Tensors;

/// <summary>
/// A dense float32 array, row-major, with room for the gradient of the loss with respect to it. Results belong to the
/// <see cref="Tape"/> that made them and are void after its <see cref="Tape.Reset"/>. Not thread-safe.
/// </summary>
internal sealed class Tensor(float[] data, float[]? gradient, params int[] shape)
{
    public float[] Data { get; } = data;

    /// <summary>As long as <see cref="Data"/>; null for constants, which nothing is differentiated by.</summary>
    public float[]? Gradient { get; } = gradient;

    public int[] Shape { get; } = shape;

    public int Length => Data.Length;

    /// <summary>The size of the last dimension, along which rows lie in memory.</summary>
    public int Columns => Shape[^1];

    /// <summary>The product of all dimensions but the last.</summary>
    public int Rows => Length / Columns;

    public static Tensor Constant(float[] data, params int[] shape) => new(data, null, shape);

    public override string ToString() => $"[{string.Join(", ", Shape)}]";
}
