namespace Cairn.Toto.Tensors;

/// <summary>Values of a model or an optimizer, live and with a stable name.</summary>
/// <param name="Name">Dotted path, such as <c>blocks.0.attn.qkv.weight</c>; unique within its owner.</param>
/// <param name="Shape">Dimensions, outermost first; their product is the length of <paramref name="Values"/>.</param>
/// <param name="Values">Row-major, not copied.</param>
internal readonly record struct NamedTensor(string Name, int[] Shape, float[] Values);
