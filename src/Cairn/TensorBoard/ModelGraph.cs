namespace Cairn.TensorBoard;

/// <summary>
/// What a model is made of, for TensorBoard's graph page: described layer by layer, since .NET has nothing that traces a
/// model. Not thread-safe.
/// </summary>
public sealed class ModelGraph
{
    private readonly List<GraphNode> _nodes = [];

    /// <summary>The nodes, in the order in which they were added.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>Adds a node.</summary>
    /// <returns>This graph, for the next.</returns>
    /// <exception cref="ArgumentException">The name is empty, or another node has it.</exception>
    public ModelGraph Add(GraphNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentException.ThrowIfNullOrWhiteSpace(node.Name);
        if (_nodes.Exists(known => known.Name == node.Name))
        {
            throw new ArgumentException($"The graph has a node '{node.Name}' already. Give each its own name.", nameof(node));
        }

        _nodes.Add(node);
        return this;
    }
}
