using Cairn.Toto.Tensors;

namespace Cairn.Toto.Model;

/// <summary>Makes the parameters of a model, in a fixed order and with values that follow from the seed.</summary>
internal sealed class ParameterSet(DeterministicRandom random)
{
    private readonly List<Parameter> _all = [];

    public IReadOnlyList<Parameter> All => _all;

    /// <summary>Normally distributed around zero; decays.</summary>
    public Tensor Normal(string name, double deviation, params int[] shape)
    {
        Tensor value = Add(name, decays: true, shape);
        for (int i = 0; i < value.Length; i++)
        {
            value.Data[i] = (float)(deviation * random.NextGaussian());
        }

        return value;
    }

    /// <summary>The same value everywhere; does not decay.</summary>
    public Tensor Constant(string name, float value, int length)
    {
        Tensor tensor = Add(name, decays: false, length);
        Array.Fill(tensor.Data, value);
        return tensor;
    }

    private Tensor Add(string name, bool decays, params int[] shape)
    {
        var parameter = new Parameter(name, decays, shape);
        _all.Add(parameter);
        return parameter.Value;
    }
}
