using Cairn.Toto.Tensors;

namespace Cairn.Tests.Toto.Tensors;

public class MatrixProductTests
{
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int> { { 100, 600, 40 }, { 1, 1, 1 }, { 24, 256, 16 } };
            for (int rest = 0; rest < 16; rest++)
            {
                shapes.Add(6 + rest, 250 + rest, 16 + rest);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_agrees_with_the_definition_whatever_is_left_over_at_the_edges(int m, int k, int n)
    {
        float[] a = GradientCheck.Variable(1, m, k).Data, b = GradientCheck.Variable(2, k, n).Data;
        float[] c = GradientCheck.Variable(3, m, n).Data, start = [.. c];
        MatrixProduct.Accumulate(MatrixView.Of(a, m, k), MatrixView.Of(b, k, n), MatrixView.Of(c, m, n));
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Assert.Equal(start[i * n + j] + Cell(i, j), c[i * n + j], 1e-3);
            }
        }

        double Cell(int i, int j) => Enumerable.Range(0, k).Sum(x => (double)a[i * k + x] * b[x * n + j]);
    }

    [Fact]
    public void Transposed_operands_give_the_same_bits_as_transposed_copies()
    {
        const int M = 31, K = 45, N = 23;
        float[] a = GradientCheck.Variable(1, M, K).Data, b = GradientCheck.Variable(2, K, N).Data;
        float[] straight = new float[M * N], transposed = new float[M * N];
        MatrixProduct.Accumulate(MatrixView.Of(a, M, K), MatrixView.Of(b, K, N), MatrixView.Of(straight, M, N));
        MatrixProduct.Accumulate(
            MatrixView.Of(Transpose(a, M, K), K, M).Transposed,
            MatrixView.Of(Transpose(b, K, N), N, K).Transposed,
            MatrixView.Of(transposed, M, N));
        Assert.Equal(straight, transposed);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Any_number_of_threads_gives_the_same_bits(int threads)
    {
        const int M = 211, K = 300, N = 50;
        float[] a = GradientCheck.Variable(1, M, K).Data, b = GradientCheck.Variable(2, K, N).Data;
        Assert.Equal(Multiply(1), Multiply(threads));

        float[] Multiply(int count)
        {
            float[] c = new float[M * N];
            MatrixProduct.Accumulate(
                new Workers(count), MatrixView.Of(a, M, K), MatrixView.Of(b, K, N), MatrixView.Of(c, M, N));
            return c;
        }
    }

    private static float[] Transpose(float[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[i % rows * columns + i / rows])];
}
