using Cairn.Toto.Tensors;

namespace Cairn.Toto.Model;

/// <summary>One layer: attention and feed-forward, each normalised before and added to what came in.</summary>
internal sealed class TransformerBlock(ParameterSet parameters, string name, TotoOptions options)
{
    private readonly Tensor _attentionGain = parameters.Constant($"{name}.attn_norm.gain", 1, options.EmbedDim);
    private readonly Attention _attention = new(parameters, $"{name}.attn", options);
    private readonly Tensor _feedForwardGain = parameters.Constant($"{name}.mlp_norm.gain", 1, options.EmbedDim);
    private readonly FeedForward _feedForward = new(parameters, $"{name}.mlp", options);
    private readonly float _dropout = (float)options.Dropout;

    /// <summary>Two branches of each layer add up on the way; this keeps the variance of the sum near one.</summary>
    public static double BranchScale(TotoOptions options) => 1 / Math.Sqrt(2 * options.NumLayers);

    public Tensor Forward(Tape tape, Tensor x)
    {
        Tensor attended = _attention.Forward(tape, tape.RmsNorm(x, _attentionGain));
        x = tape.Add(x, tape.Dropout(attended, _dropout));
        Tensor transformed = _feedForward.Forward(tape, tape.RmsNorm(x, _feedForwardGain));
        return tape.Add(x, tape.Dropout(transformed, _dropout));
    }
}
