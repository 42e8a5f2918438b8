using Cairn.Toto.Tensors;

namespace Cairn.Toto.Model;

/// <summary>Multiplies each row by a matrix and adds a bias.</summary>
internal sealed class Linear(ParameterSet parameters, string name, int inputs, int outputs, double deviation)
{
    private readonly Tensor _weight = parameters.Normal($"{name}.weight", deviation, inputs, outputs);
    private readonly Tensor _bias = parameters.Constant($"{name}.bias", 0, outputs);

    /// <summary>The deviation of weights that keeps the variance from inputs to outputs.</summary>
    public static double KeepVariance(int inputs) => 1 / Math.Sqrt(inputs);

    public Tensor Forward(Tape tape, Tensor x) => tape.Add(tape.MatMul(x, _weight), _bias);
}
