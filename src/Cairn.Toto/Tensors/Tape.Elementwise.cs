using System.Numerics.Tensors;

namespace Cairn.Toto.Tensors;

internal sealed partial class Tape
{
    // 2·√(2/π) and the cubic coefficient of the approximation x·Φ(x) ≈ x·σ(2·√(2/π)·(x + 0.044715·x³)).
    private const float GeluSlope = 1.5957691f;
    private const float GeluCubic = 0.044715f;

    /// <summary>
    /// <c>x + y</c>. The shape of y is that of x or its trailing dimensions, over which y is repeated: a bias, a
    /// position embedding, a residual.
    /// </summary>
    public Tensor Add(Tensor x, Tensor y)
    {
        Tensor sum = NewResult(HasGradient(x, y), x.Shape);
        workers.ForRows(x.Length / y.Length, y.Length, rows =>
        {
            for (int row = rows.Start.Value; row < rows.End.Value; row++)
            {
                TensorPrimitives.Add(RowOf(x.Data, row, y.Length), y.Data, RowOf(sum.Data, row, y.Length));
            }
        });
        OnBackward(sum, gradient =>
        {
            if (x.Gradient is { } dx)
            {
                AddTo(dx, gradient);
            }

            if (y.Gradient is { } dy)
            {
                for (int row = 0; row < x.Length / y.Length; row++)
                {
                    AddTo(dy, RowOf(gradient, row, y.Length));
                }
            }
        });
        return sum;
    }

    /// <summary>The smooth rectifier x·Φ(x), with a logistic approximation of the normal distribution Φ.</summary>
    public Tensor Gelu(Tensor x)
    {
        Tensor y = NewResult(x.Gradient is not null, x.Shape);
        float[] gate = _buffers.Rent(x.Length);
        workers.ForElements(x.Length, range =>
        {
            ReadOnlySpan<float> input = x.Data.AsSpan(range);
            Span<float> gates = gate.AsSpan(range);
            for (int i = 0; i < input.Length; i++)
            {
                gates[i] = GeluSlope * input[i] * (1 + GeluCubic * input[i] * input[i]);
            }

            TensorPrimitives.Sigmoid(gates, gates);
            TensorPrimitives.Multiply(input, gates, y.Data.AsSpan(range));
        });
        OnBackward(y, gradient => workers.ForElements(x.Length, range =>
        {
            for (int i = range.Start.Value; i < range.End.Value; i++)
            {
                float input = x.Data[i], slope = GeluSlope * (1 + 3 * GeluCubic * input * input);
                x.Gradient![i] += gradient[i] * gate[i] * (1 + input * (1 - gate[i]) * slope);
            }
        }));
        return y;
    }

    /// <summary>
    /// Zeroes each element with probability <paramref name="rate"/> and scales the others by <c>1 / (1 − rate)</c>,
    /// which keeps the expected value. Changes nothing on a tape that only evaluates.
    /// </summary>
    public Tensor Dropout(Tensor x, float rate)
    {
        if (random is null || rate == 0)
        {
            return x;
        }

        Tensor y = NewResult(x.Gradient is not null, x.Shape);
        float[] mask = _buffers.Rent(x.Length);
        float kept = 1 / (1 - rate);
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = random.NextFloat() < rate ? 0 : kept;
        }

        TensorPrimitives.Multiply(x.Data, mask, y.Data);
        OnBackward(y, gradient => TensorPrimitives.MultiplyAdd(gradient, mask, x.Gradient, x.Gradient));
        return y;
    }

    private static Span<float> RowOf(float[] data, int row, int columns) => data.AsSpan(row * columns, columns);

    private static void AddTo(Span<float> target, ReadOnlySpan<float> x) => TensorPrimitives.Add(target, x, target);
}
