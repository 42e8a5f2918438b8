namespace Cairn.Toto.Tensors;

/// <summary>A learned tensor. Its gradient adds up until somebody clears it.</summary>
internal sealed class Parameter(string name, bool decays, params int[] shape)
{
    public string Name { get; } = name;

    /// <summary>Whether weight decay pulls it towards zero: true for matrices, false for gains and biases.</summary>
    public bool Decays { get; } = decays;

    public Tensor Value { get; } = new(new float[LengthOf(shape)], new float[LengthOf(shape)], shape);

    public Span<float> Gradient => Value.Gradient;

    public NamedTensor Named => new(Name, Value.Shape, Value.Data);

    private static int LengthOf(int[] shape) => shape.Aggregate(1, (product, size) => product * size);
}
