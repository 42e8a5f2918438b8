using Cairn.Checkpoints;
using Cairn.Toto.Model;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Training;

/// <summary>Keeps one copy of a model's weights in memory; at first, of those that it has now.</summary>
internal sealed class WeightSnapshot
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly float[][] _copies;

    public WeightSnapshot(TotoModel model)
    {
        _parameters = model.Parameters;
        _copies = [.. _parameters.Select(parameter => (float[])parameter.Value.Data.Clone())];
        Tensors = new TensorList(
            _parameters.Zip(_copies, (parameter, copy) => parameter.Named with { Values = copy }));
    }

    /// <summary>The copies, under the names of the weights.</summary>
    public ITensorState Tensors { get; }

    public void Take()
    {
        foreach ((Parameter parameter, float[] copy) in _parameters.Zip(_copies))
        {
            parameter.Value.Data.CopyTo(copy, 0);
        }
    }

    public void Restore()
    {
        foreach ((Parameter parameter, float[] copy) in _parameters.Zip(_copies))
        {
            copy.CopyTo(parameter.Value.Data, 0);
        }
    }
}
