using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cairn.Toto.Tensors;

/// <summary>
/// <c>c += a · b</c>. Operands are first packed into strips (6 rows of a) and panels (16 columns of b) that the inner
/// loop reads in order; 6 × 16 sums then live in 12 vector registers, with 2 for b and 1 for a of the 16 that AVX2 has.
/// Each element of c is summed over k in ascending order, whatever the number of threads.
/// </summary>
internal static class MatrixProduct
{
    private const int StripRows = 6;
    private const int PanelColumns = 16;

    // 256 × 16 × 4 bytes = 16 KiB of b and 24 KiB of a: together within a 48 KiB L1 cache.
    private const int DepthBlock = 256;
    private const int TaskRows = 4 * StripRows;

    /// <summary>One product, its rows shared out among the workers.</summary>
    public static void Accumulate(Workers workers, MatrixView a, MatrixView b, MatrixView c)
    {
        int panels = Blocks(b.Columns, PanelColumns);
        float[] packed = ArrayPool<float>.Shared.Rent(panels * PanelColumns * b.Rows);
        workers.For(panels, panel => PackPanel(b, panel, panels, packed));
        workers.For(Blocks(a.Rows, TaskRows), task => MultiplyRows(a, task * TaskRows, packed, panels, c));
        ArrayPool<float>.Shared.Return(packed);
    }

    /// <summary>One small product on the calling thread.</summary>
    public static void Accumulate(MatrixView a, MatrixView b, MatrixView c)
    {
        int panels = Blocks(b.Columns, PanelColumns);
        float[] packed = ArrayPool<float>.Shared.Rent(panels * PanelColumns * b.Rows);
        for (int panel = 0; panel < panels; panel++)
        {
            PackPanel(b, panel, panels, packed);
        }

        for (int row = 0; row < a.Rows; row += TaskRows)
        {
            MultiplyRows(a, row, packed, panels, c);
        }

        ArrayPool<float>.Shared.Return(packed);
    }

    private static int Blocks(int length, int blockLength) => (length + blockLength - 1) / blockLength;

    /// <summary>Packs a panel of b for all depths: [depth block][panel][k][column], zeros beyond the edge.</summary>
    private static void PackPanel(MatrixView b, int panel, int panels, float[] packed)
    {
        int column = panel * PanelColumns, width = Math.Min(PanelColumns, b.Columns - column);
        for (int start = 0; start < b.Rows; start += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, b.Rows - start);
            Span<float> target = packed.AsSpan((start * panels + panel * depth) * PanelColumns, depth * PanelColumns);
            if (width < PanelColumns)
            {
                target.Clear();
            }

            for (int k = 0; k < depth; k++)
            {
                int source = b.Offset + (start + k) * b.RowStride + column * b.ColumnStride;
                CopyStrided(b.Data, source, b.ColumnStride, target.Slice(k * PanelColumns, width));
            }
        }
    }

    private static void CopyStrided(float[] data, int source, int stride, Span<float> target)
    {
        if (stride == 1)
        {
            data.AsSpan(source, target.Length).CopyTo(target);
        }
        else
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = data[source + i * stride];
            }
        }
    }

    private static void MultiplyRows(MatrixView a, int row, float[] packedB, int panels, MatrixView c)
    {
        int rows = Math.Min(TaskRows, a.Rows - row), strips = Blocks(rows, StripRows);
        float[] packedA = ArrayPool<float>.Shared.Rent(TaskRows * DepthBlock);
        for (int start = 0; start < a.Columns; start += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, a.Columns - start);
            for (int strip = 0; strip < strips; strip++)
            {
                PackStrip(a, row + strip * StripRows, start, StripOf(packedA, strip, depth));
            }

            for (int panel = 0; panel < panels; panel++)
            {
                Span<float> b = packedB.AsSpan((start * panels + panel * depth) * PanelColumns, depth * PanelColumns);
                for (int strip = 0; strip < strips; strip++)
                {
                    Span<float> rows6 = StripOf(packedA, strip, depth);
                    AccumulateTile(rows6, b, c, row + strip * StripRows, panel * PanelColumns);
                }
            }
        }

        ArrayPool<float>.Shared.Return(packedA);
    }

    private static Span<float> StripOf(float[] packedA, int strip, int depth) =>
        packedA.AsSpan(strip * StripRows * depth, StripRows * depth);

    /// <summary>Packs six rows of a as [k][row], zeros beyond the edge.</summary>
    private static void PackStrip(MatrixView a, int row, int start, Span<float> target)
    {
        int depth = target.Length / StripRows, height = Math.Min(StripRows, a.Rows - row);
        if (height < StripRows)
        {
            target.Clear();
        }

        for (int i = 0; i < height; i++)
        {
            int source = a.Offset + (row + i) * a.RowStride + start * a.ColumnStride;
            for (int k = 0; k < depth; k++)
            {
                target[k * StripRows + i] = a.Data[source + k * a.ColumnStride];
            }
        }
    }

    private static void AccumulateTile(ReadOnlySpan<float> a, ReadOnlySpan<float> b, MatrixView c, int row, int column)
    {
        int height = Math.Min(StripRows, c.Rows - row), width = Math.Min(PanelColumns, c.Columns - column);
        Span<float> target = c.Data.AsSpan(c.Offset + row * c.RowStride + column);
        if (height == StripRows && width == PanelColumns)
        {
            AddProduct(a, b, target, c.RowStride);
            return;
        }

        Span<float> tile = stackalloc float[StripRows * PanelColumns];
        for (int i = 0; i < height; i++)
        {
            target.Slice(i * c.RowStride, width).CopyTo(tile[(i * PanelColumns)..]);
        }

        AddProduct(a, b, tile, PanelColumns);
        for (int i = 0; i < height; i++)
        {
            tile.Slice(i * PanelColumns, width).CopyTo(target[(i * c.RowStride)..]);
        }
    }

    /// <summary>
    /// The inner loop. Fused multiply-add by name, so that a compiler tier cannot change a bit. Reads without bounds
    /// checks: a holds 6 floats and b 16 for each k, and c holds 6 rows of 16 at <paramref name="stride"/>.
    /// </summary>
    private static void AddProduct(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int stride)
    {
        ref float left = ref MemoryMarshal.GetReference(a), right = ref MemoryMarshal.GetReference(b);
        ref float end = ref Unsafe.Add(ref left, a.Length);
        Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        Vector256<float> s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        while (Unsafe.IsAddressLessThan(ref left, ref end))
        {
            var b0 = Vector256.LoadUnsafe(ref right);
            var b1 = Vector256.LoadUnsafe(ref right, 8);
            MultiplyAdd(left, b0, b1, ref s00, ref s01);
            MultiplyAdd(Unsafe.Add(ref left, 1), b0, b1, ref s10, ref s11);
            MultiplyAdd(Unsafe.Add(ref left, 2), b0, b1, ref s20, ref s21);
            MultiplyAdd(Unsafe.Add(ref left, 3), b0, b1, ref s30, ref s31);
            MultiplyAdd(Unsafe.Add(ref left, 4), b0, b1, ref s40, ref s41);
            MultiplyAdd(Unsafe.Add(ref left, 5), b0, b1, ref s50, ref s51);
            left = ref Unsafe.Add(ref left, StripRows);
            right = ref Unsafe.Add(ref right, PanelColumns);
        }

        AddRow(c, s00, s01);
        AddRow(c[stride..], s10, s11);
        AddRow(c[(2 * stride)..], s20, s21);
        AddRow(c[(3 * stride)..], s30, s31);
        AddRow(c[(4 * stride)..], s40, s41);
        AddRow(c[(5 * stride)..], s50, s51);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(
        float a, Vector256<float> b0, Vector256<float> b1, ref Vector256<float> sum0, ref Vector256<float> sum1)
    {
        var broadcast = Vector256.Create(a);
        sum0 = Vector256.FusedMultiplyAdd(broadcast, b0, sum0);
        sum1 = Vector256.FusedMultiplyAdd(broadcast, b1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(Span<float> row, Vector256<float> sum0, Vector256<float> sum1)
    {
        (Vector256.Create<float>(row) + sum0).CopyTo(row);
        (Vector256.Create<float>(row[8..]) + sum1).CopyTo(row[8..]);
    }
}
