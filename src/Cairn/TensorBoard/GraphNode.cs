namespace Cairn.TensorBoard;

/// <summary>A layer or an operation of a model.</summary>
/// <param name="Name">Unique; parts divided by <c>/</c> are drawn as boxes in boxes: <c>encoder/block_0/attention</c>.</param>
/// <param name="Operation">What it is: <c>Linear</c>, <c>LayerNorm</c>, <c>Input</c>.</param>
/// <param name="Inputs">Names of the nodes that it reads.</param>
public sealed record GraphNode(string Name, string Operation, IReadOnlyList<string> Inputs)
{
    /// <summary>Shape of what it gives; -1 where it depends on the input. Empty when it is not known.</summary>
    public IReadOnlyList<long> OutputShape { get; init; } = [];

    /// <summary>What else is worth knowing: <c>parameters</c>, <c>units</c>.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}
