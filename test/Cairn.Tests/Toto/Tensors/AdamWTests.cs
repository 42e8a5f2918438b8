using Cairn.Toto.Tensors;

namespace Cairn.Tests.Toto.Tensors;

public class AdamWTests
{
    [Fact]
    public void Steps_agree_with_the_published_algorithm()
    {
        var parameter = new Parameter("w", decays: true, 1);
        parameter.Value.Data[0] = 2;
        var optimizer = new AdamW([parameter], weightDecay: 0.1);
        double weight = 2, mean = 0, square = 0;
        for (int step = 1; step <= 5; step++)
        {
            double gradient = Math.Cos(step);
            mean = 0.9 * mean + 0.1 * gradient;
            square = 0.999 * square + 0.001 * gradient * gradient;
            weight -= 0.01 * 0.1 * weight;
            double deviation = Math.Sqrt(square / (1 - Math.Pow(0.999, step)));
            weight -= 0.01 * mean / (1 - Math.Pow(0.9, step)) / (deviation + 1e-8);
            parameter.Gradient[0] = (float)gradient;
            optimizer.Step(0.01);
            Assert.Equal(weight, parameter.Value.Data[0], 5);
        }
    }

    [Fact]
    public void Gains_and_biases_do_not_decay()
    {
        var parameter = new Parameter("gain", decays: false, 1);
        parameter.Value.Data[0] = 2;
        new AdamW([parameter], weightDecay: 0.5).Step(0.1);
        Assert.Equal(2, parameter.Value.Data[0]);
    }

    [Fact]
    public void Clipping_scales_all_gradients_by_one_factor_and_returns_the_norm_before()
    {
        Parameter a = new("a", true, 1), b = new("b", true, 2);
        var optimizer = new AdamW([a, b], 0);
        a.Gradient[0] = 2;
        (b.Gradient[0], b.Gradient[1]) = (3, 6);
        Assert.Equal(7, optimizer.ClipGradients(10), 6);
        Assert.Equal(2, a.Gradient[0]);
        Assert.Equal(7, optimizer.ClipGradients(1), 6);
        Assert.Equal(2 / 7.0, a.Gradient[0], 6);
        Assert.Equal(3 / 7.0, b.Gradient[0], 6);
        Assert.Equal(6 / 7.0, b.Gradient[1], 6);
    }
}
