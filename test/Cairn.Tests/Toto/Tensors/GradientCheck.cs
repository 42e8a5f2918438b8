using Cairn.Toto.Tensors;

namespace Cairn.Tests.Toto.Tensors;

/// <summary>Compares the gradients of a computation with central differences.</summary>
internal static class GradientCheck
{
    private const float Step = 1e-2f;
    private const float WideDelta = 1e6f;

    /// <summary>A differentiable tensor of normally distributed values.</summary>
    public static Tensor Variable(int seed, params int[] shape)
    {
        var random = new DeterministicRandom(seed);
        int length = shape.Aggregate(1, (product, size) => product * size);
        float[] values = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
        return new Tensor(values, new float[length], shape);
    }

    /// <summary>
    /// Half the mean square distance of the output from a fixed target is the loss, so that every output element has a
    /// gradient of its own.
    /// </summary>
    public static void Verify(Func<Tape, Tensor> compute, params Tensor[] variables)
    {
        Tape tape = NewTape();
        Tensor output = compute(tape);
        var target = Tensor.Constant(Variable(99, output.Shape).Data, output.Shape);
        tape.Backward(tape.HuberLoss(output, target, WideDelta));
        foreach (Tensor variable in variables)
        {
            float largest = variable.Gradient!.Max(Math.Abs);
            Assert.True(largest > 1e-4, "The gradient is zero.");
            for (int i = 0; i < variable.Length; i++)
            {
                double expected = (LossAt(+Step) - LossAt(-Step)) / (2 * Step);
                Assert.True(Math.Abs(expected - variable.Gradient![i]) < 5e-3 * largest,
                    $"Element {i} of {variable}: {variable.Gradient[i]}, by differences {expected}.");

                double LossAt(float change)
                {
                    float kept = variable.Data[i];
                    variable.Data[i] += change;
                    double loss = Tape.HuberLossOf(compute(NewTape()).Data, target.Data, WideDelta);
                    variable.Data[i] = kept;
                    return loss;
                }
            }
        }
    }

    // The same seed each time: dropout takes the same mask.
    private static Tape NewTape() => new(new Workers(1), new DeterministicRandom(5));
}
