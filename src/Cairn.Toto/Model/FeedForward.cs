using Cairn.Toto.Tensors;

namespace Cairn.Toto.Model;

/// <summary>Transforms each patch by itself through a wider hidden layer.</summary>
internal sealed class FeedForward(ParameterSet parameters, string name, TotoOptions options)
{
    private readonly Linear _hidden = new(parameters, $"{name}.hidden", options.EmbedDim, options.MlpHiddenDim,
        Linear.KeepVariance(options.EmbedDim));

    private readonly Linear _output = new(parameters, $"{name}.out", options.MlpHiddenDim, options.EmbedDim,
        Linear.KeepVariance(options.MlpHiddenDim) * TransformerBlock.BranchScale(options));

    public Tensor Forward(Tape tape, Tensor x) => _output.Forward(tape, tape.Gelu(_hidden.Forward(tape, x)));
}
