namespace Cairn.Toto.Tensors;

internal sealed partial class Tape
{
    /// <summary>
    /// The mean of the Huber loss: half the squared error up to <paramref name="delta"/>, from there on linear, so that
    /// one wild bar cannot dominate a step.
    /// </summary>
    public Tensor HuberLoss(Tensor prediction, Tensor target, float delta)
    {
        Tensor loss = NewResult(prediction.Gradient is not null, 1);
        loss.Data[0] = (float)HuberLossOf(prediction.Data, target.Data, delta);
        OnBackward(loss, gradient =>
        {
            float scale = gradient[0] / prediction.Length;
            for (int i = 0; i < prediction.Length; i++)
            {
                float error = prediction.Data[i] - target.Data[i];
                prediction.Gradient![i] += scale * Math.Clamp(error, -delta, delta);
            }
        });
        return loss;
    }

    /// <summary>The same loss outside of a tape, for figures.</summary>
    public static double HuberLossOf(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, float delta)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            double error = Math.Abs((double)prediction[i] - target[i]);
            sum += error <= delta ? error * error / 2 : delta * (error - delta / 2);
        }

        return sum / prediction.Length;
    }
}
