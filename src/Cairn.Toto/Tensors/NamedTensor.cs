namespace Cairn.Toto.Tensors;

/// <summary>
/// A tensor as a checkpoint sees it: a stable name, a shape and the live values. Writing to <see cref="Values"/>
/// changes the model or the optimizer that it came from.
/// </summary>
/// <param name="Name">Dotted path, such as <c>blocks.0.attn.qkv.weight</c>; unique within its owner.</param>
/// <param name="Shape">Dimensions, outermost first; their product is the length of <paramref name="Values"/>.</param>
/// <param name="Values">Row-major float32 values, not copied.</param>
public readonly record struct NamedTensor(string Name, ReadOnlyMemory<int> Shape, Memory<float> Values);
