namespace Cairn.TensorBoard.Encoding;

/// <summary>The <c>GraphDef</c> of a model. Stateless.</summary>
internal static class GraphMessage
{
    private const int UsualBytes = 512;

    /// <summary>The version of graphs that TensorBoard's own writers name.</summary>
    private const int Producer = 22;

    public static byte[] Of(ModelGraph graph)
    {
        var message = new ProtobufWriter(stackalloc byte[UsualBytes]);
        foreach (GraphNode node in graph.Nodes)
        {
            WriteNode(ref message, node);
        }

        int versions = message.BeginMessage(Fields.Graph.Versions);
        message.WriteInt64(Fields.Graph.Producer, Producer);
        message.EndMessage(versions);
        byte[] bytes = message.Written.ToArray();
        message.Dispose();
        return bytes;
    }

    private static void WriteNode(ref ProtobufWriter message, GraphNode node)
    {
        int start = message.BeginMessage(Fields.Graph.Node);
        message.WriteStringIfSet(Fields.Node.Name, node.Name);
        message.WriteStringIfSet(Fields.Node.Operation, node.Operation);
        foreach (string input in node.Inputs)
        {
            message.WriteString(Fields.Node.Input, input);
        }

        if (node.OutputShape.Count > 0)
        {
            WriteOutputShape(ref message, node.OutputShape);
        }

        foreach ((string key, string value) in node.Attributes.OrderBy(known => known.Key, StringComparer.Ordinal))
        {
            WriteText(ref message, key, value);
        }

        message.EndMessage(start);
    }

    private static void WriteOutputShape(ref ProtobufWriter message, IReadOnlyList<long> sizes)
    {
        int attribute = message.BeginMessage(Fields.Node.Attribute);
        message.WriteBytes(Fields.Node.AttributeKey, "_output_shapes"u8);
        int value = message.BeginMessage(Fields.Node.AttributeValue);
        int list = message.BeginMessage(Fields.AttributeValue.List);
        TensorMessage.WriteShape(ref message, Fields.AttributeValue.ListShape, [.. sizes]);
        message.EndMessage(list);
        message.EndMessage(value);
        message.EndMessage(attribute);
    }

    private static void WriteText(ref ProtobufWriter message, string key, string text)
    {
        int attribute = message.BeginMessage(Fields.Node.Attribute);
        message.WriteString(Fields.Node.AttributeKey, key);
        int value = message.BeginMessage(Fields.Node.AttributeValue);
        message.WriteString(Fields.AttributeValue.Text, text);
        message.EndMessage(value);
        message.EndMessage(attribute);
    }
}
