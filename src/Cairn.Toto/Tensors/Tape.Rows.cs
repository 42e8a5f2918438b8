using System.Numerics.Tensors;

namespace Cairn.Toto.Tensors;

internal sealed partial class Tape
{
    // Keeps a row of zeros from dividing by zero; far below the mean square of any normalised row.
    private const float NormEpsilon = 1e-6f;

    /// <summary>Divides each row by its root mean square, then scales each column by its gain.</summary>
    public Tensor RmsNorm(Tensor x, Tensor gain)
    {
        int columns = x.Columns;
        Tensor y = NewResult(HasGradient(x, gain), x.Shape);
        float[] inverse = _buffers.Rent(x.Rows);
        workers.ForRows(x.Rows, columns, rows =>
        {
            for (int row = rows.Start.Value; row < rows.End.Value; row++)
            {
                Span<float> input = RowOf(x.Data, row, columns), output = RowOf(y.Data, row, columns);
                inverse[row] = 1 / MathF.Sqrt(Sums.Dot(input, input) / columns + NormEpsilon);
                TensorPrimitives.Multiply(input, inverse[row], output);
                TensorPrimitives.Multiply(output, gain.Data, output);
            }
        });
        OnBackward(y, gradient =>
        {
            if (x.Gradient is { } dx)
            {
                workers.ForRows(
                    x.Rows, columns, rows => RmsNormBackward(rows, x.Data, gain.Data, inverse, gradient, dx));
            }

            if (gain.Gradient is { } dGain)
            {
                for (int row = 0; row < x.Rows; row++)
                {
                    AddScaledProduct(RowOf(gradient, row, columns), RowOf(x.Data, row, columns), inverse[row], dGain);
                }
            }
        });
        return y;
    }

    /// <summary>
    /// Softmax over each row of <c>scale · scores[g, t, t]</c> up to and including its diagonal; what lies right of it,
    /// the future, gets zero.
    /// </summary>
    public Tensor CausalSoftmax(Tensor scores, float scale)
    {
        int length = scores.Columns;
        Tensor weights = NewResult(scores.Gradient is not null, scores.Shape);
        workers.ForRows(scores.Rows, length, rows =>
        {
            for (int row = rows.Start.Value; row < rows.End.Value; row++)
            {
                Range past = ..(row % length + 1);
                SoftmaxRow(RowOf(scores.Data, row, length)[past], scale, RowOf(weights.Data, row, length)[past]);
            }
        });
        OnBackward(weights, gradient => workers.ForRows(scores.Rows, length, rows =>
        {
            for (int row = rows.Start.Value; row < rows.End.Value; row++)
            {
                // d score = scale · w · (dw − w·dw); zero weights keep the future at zero.
                Span<float> w = RowOf(weights.Data, row, length), dw = RowOf(gradient, row, length);
                Span<float> dx = RowOf(scores.Gradient!, row, length);
                float mean = Sums.Dot(w, dw);
                for (int i = 0; i < length; i++)
                {
                    dx[i] += scale * w[i] * (dw[i] - mean);
                }
            }
        }));
        return weights;
    }

    private static void AddScaledProduct(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, float scale, Span<float> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += x[i] * y[i] * scale;
        }
    }

    private static void SoftmaxRow(ReadOnlySpan<float> scores, float scale, Span<float> weights)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), weights);
        TensorPrimitives.Multiply(weights, scale, weights);
        TensorPrimitives.Exp(weights, weights);
        TensorPrimitives.Multiply(weights, 1 / Sums.Sum(weights), weights);
    }

    private static void RmsNormBackward(
        Range rows, float[] x, float[] gain, float[] inverse, float[] gradient, float[] dx)
    {
        int columns = gain.Length;
        Span<float> scaled = stackalloc float[columns];
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            // dx = r·(g∘dy) − x·r³·mean(x∘g∘dy), with r the inverse root mean square.
            Span<float> input = RowOf(x, row, columns), target = RowOf(dx, row, columns);
            TensorPrimitives.Multiply(RowOf(gradient, row, columns), gain, scaled);
            float r = inverse[row], mean = Sums.Dot(input, scaled) / columns;
            TensorPrimitives.MultiplyAdd(scaled, r, target, target);
            TensorPrimitives.MultiplyAdd(input, -r * r * r * mean, target, target);
        }
    }
}
