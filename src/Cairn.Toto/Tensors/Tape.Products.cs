namespace Cairn.Toto.Tensors;

internal sealed partial class Tape
{
    /// <summary><c>[…, k] · [k, n] → […, n]</c>: every row of x through the same matrix.</summary>
    public Tensor MatMul(Tensor x, Tensor weight)
    {
        int rows = x.Rows, depth = x.Columns, columns = weight.Columns;
        Tensor y = NewResult(HasGradient(x, weight), [.. x.Shape[..^1], columns]);
        MatrixView left = MatrixView.Of(x.Data, rows, depth), right = MatrixView.Of(weight.Data, depth, columns);
        MatrixProduct.Accumulate(workers, left, right, MatrixView.Of(y.Data, rows, columns));
        OnBackward(y, gradient =>
        {
            var dy = MatrixView.Of(gradient, rows, columns);
            if (x.Gradient is { } dx)
            {
                MatrixProduct.Accumulate(workers, dy, right.Transposed, MatrixView.Of(dx, rows, depth));
            }

            if (weight.Gradient is { } dw)
            {
                MatrixProduct.Accumulate(workers, left.Transposed, dy, MatrixView.Of(dw, depth, columns));
            }
        });
        return y;
    }

    /// <summary>
    /// <c>[g, m, k] · [g, k, n] → [g, m, n]</c>: g separate products. Transposed, b is [g, n, k], and every row of a is
    /// multiplied with every row of b.
    /// </summary>
    public Tensor BatchedMatMul(Tensor a, Tensor b, bool transposed = false)
    {
        (int groups, int m, int k, int n) = (a.Shape[0], a.Shape[1], a.Shape[2], b.Shape[transposed ? 1 : 2]);
        Tensor c = NewResult(HasGradient(a, b), groups, m, n);
        workers.For(groups, g => MatrixProduct.Accumulate(Left(g), Right(g), MatrixView.Of(c.Data, m, n, g)));
        OnBackward(c, gradient => workers.For(groups, g =>
        {
            var dc = MatrixView.Of(gradient, m, n, g);
            if (a.Gradient is { } da)
            {
                MatrixProduct.Accumulate(dc, Right(g).Transposed, MatrixView.Of(da, m, k, g));
            }

            if (b.Gradient is not { } db)
            {
                return;
            }

            if (transposed)
            {
                MatrixProduct.Accumulate(dc.Transposed, Left(g), MatrixView.Of(db, n, k, g));
            }
            else
            {
                MatrixProduct.Accumulate(Left(g).Transposed, dc, MatrixView.Of(db, k, n, g));
            }
        }));
        return c;

        MatrixView Left(int g) => MatrixView.Of(a.Data, m, k, g);

        MatrixView Right(int g) =>
            transposed ? MatrixView.Of(b.Data, n, k, g).Transposed : MatrixView.Of(b.Data, k, n, g);
    }

    private static bool HasGradient(Tensor a, Tensor b) => a.Gradient is not null || b.Gradient is not null;
}
