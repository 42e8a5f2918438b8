using Cairn.Toto.Tensors;

namespace Cairn.Toto.Model;

/// <summary>Lets each patch gather from itself and the patches before it, separately in each head.</summary>
internal sealed class Attention(ParameterSet parameters, string name, TotoOptions options)
{
    private readonly Linear _queriesKeysValues = new(parameters, $"{name}.qkv", options.EmbedDim, 3 * options.EmbedDim,
        Linear.KeepVariance(options.EmbedDim));

    private readonly Linear _output = new(parameters, $"{name}.out", options.EmbedDim, options.EmbedDim,
        Linear.KeepVariance(options.EmbedDim) * TransformerBlock.BranchScale(options));

    private readonly int _heads = options.NumHeads;
    private readonly float _scale = 1 / MathF.Sqrt(options.EmbedDim / options.NumHeads);

    public Tensor Forward(Tape tape, Tensor x)
    {
        Tensor all = _queriesKeysValues.Forward(tape, x);
        Tensor queries = tape.SplitHeads(all, 0, 3, _heads);
        Tensor keys = tape.SplitHeads(all, 1, 3, _heads);
        Tensor values = tape.SplitHeads(all, 2, 3, _heads);
        Tensor weights = tape.CausalSoftmax(tape.BatchedMatMul(queries, keys, transposed: true), _scale);
        return _output.Forward(tape, tape.MergeHeads(tape.BatchedMatMul(weights, values), _heads));
    }
}
