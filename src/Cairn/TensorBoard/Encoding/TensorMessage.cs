using System.Buffers.Binary;
using Cairn.Statistics;

namespace Cairn.TensorBoard.Encoding;

/// <summary>The tensors that values are kept in. Stateless.</summary>
internal static class TensorMessage
{
    /// <summary>A single number.</summary>
    public static void WriteScalar(ref ProtobufWriter message, float value)
    {
        int tensor = Begin(ref message, Fields.DataType.Float);
        message.WritePackedFloat(Fields.Tensor.Floats, value);
        message.EndMessage(tensor);
    }

    /// <summary>Rows of left edge, right edge and count.</summary>
    public static void WriteHistogram(ref ProtobufWriter message, Histogram histogram)
    {
        const int columns = 3;
        int rows = histogram.Counts.Count;
        byte[] content = new byte[rows * columns * sizeof(double)];
        for (int i = 0; i < rows; i++)
        {
            Span<byte> row = content.AsSpan(i * columns * sizeof(double));
            BinaryPrimitives.WriteDoubleLittleEndian(row, histogram.Edges[i]);
            BinaryPrimitives.WriteDoubleLittleEndian(row[sizeof(double)..], histogram.Edges[i + 1]);
            BinaryPrimitives.WriteDoubleLittleEndian(row[(2 * sizeof(double))..], histogram.Counts[i]);
        }

        WriteContent(ref message, Fields.DataType.Double, [rows, columns], content);
    }

    /// <summary>Six rows: true and false positives, true and false negatives, precision, recall.</summary>
    public static void WritePrCurve(ref ProtobufWriter message, PrecisionRecallCurve curve)
    {
        byte[] content = new byte[curve.Rows.Length * sizeof(float)];
        for (int i = 0; i < curve.Rows.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(content.AsSpan(i * sizeof(float)), curve.Rows[i]);
        }

        WriteContent(ref message, Fields.DataType.Float, [PrecisionRecallCurve.RowCount, curve.Thresholds], content);
    }

    /// <summary>A single text or byte string.</summary>
    public static void WriteString(ref ProtobufWriter message, scoped ReadOnlySpan<byte> value)
    {
        int tensor = Begin(ref message, Fields.DataType.String);
        message.WriteBytes(Fields.Tensor.Strings, value);
        message.EndMessage(tensor);
    }

    /// <summary>Width and height as text, and one picture.</summary>
    public static void WriteImage(ref ProtobufWriter message, int width, int height, scoped ReadOnlySpan<byte> png)
    {
        int tensor = Begin(ref message, Fields.DataType.String, 3);
        message.WriteString(Fields.Tensor.Strings, $"{width}");
        message.WriteString(Fields.Tensor.Strings, $"{height}");
        message.WriteBytes(Fields.Tensor.Strings, png);
        message.EndMessage(tensor);
    }

    /// <summary>For values that are in their metadata alone; shaped as in TensorBoard's own files.</summary>
    public static void WriteNothing(ref ProtobufWriter message) =>
        message.EndMessage(Begin(ref message, Fields.DataType.Float, 0));

    public static void WriteShape(ref ProtobufWriter message, int field, scoped ReadOnlySpan<long> sizes)
    {
        int shape = message.BeginMessage(field);
        foreach (long size in sizes)
        {
            int dimension = message.BeginMessage(Fields.Shape.Dimension);
            message.WriteInt64IfSet(Fields.Shape.Size, size);
            message.EndMessage(dimension);
        }

        message.EndMessage(shape);
    }

    private static void WriteContent(
        ref ProtobufWriter message, int type, scoped ReadOnlySpan<long> sizes, scoped ReadOnlySpan<byte> content)
    {
        int tensor = Begin(ref message, type, sizes);
        if (!content.IsEmpty)
        {
            message.WriteBytes(Fields.Tensor.Content, content);
        }

        message.EndMessage(tensor);
    }

    private static int Begin(ref ProtobufWriter message, int type, params scoped ReadOnlySpan<long> sizes)
    {
        int tensor = message.BeginMessage(Fields.Value.Tensor);
        message.WriteInt64(Fields.Tensor.Type, type);
        WriteShape(ref message, Fields.Tensor.Shape, sizes);
        return tensor;
    }
}
