namespace Cairn.Toto.Tensors;

/// <summary>A matrix inside an array; transposing it costs nothing.</summary>
internal readonly record struct MatrixView(
    float[] Data, int Offset, int Rows, int Columns, int RowStride, int ColumnStride)
{
    public MatrixView Transposed => new(Data, Offset, Columns, Rows, ColumnStride, RowStride);

    /// <summary>The <paramref name="index"/>-th row-major matrix of this size in <paramref name="data"/>.</summary>
    public static MatrixView Of(float[] data, int rows, int columns, int index = 0) =>
        new(data, index * rows * columns, rows, columns, columns, 1);
}
