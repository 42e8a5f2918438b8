using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training;

/// <summary>Keeps one copy of a model's weights in memory.</summary>
internal sealed class WeightSnapshot(TotoModel model)
{
    private readonly float[][] _copies = [.. model.Tensors.Select(tensor => tensor.Values.ToArray())];

    public void Take()
    {
        foreach ((NamedTensor tensor, float[]? copy) in model.Tensors.Zip(_copies))
        {
            tensor.Values.CopyTo(copy);
        }
    }

    public void Restore()
    {
        foreach ((NamedTensor tensor, float[]? copy) in model.Tensors.Zip(_copies))
        {
            copy.CopyTo(tensor.Values);
        }
    }
}
