using System.Globalization;
using Cairn.TensorBoard;
using Cairn.Toto.Data;
using Cairn.Toto.Tensors;

namespace Cairn.Toto.Model;

/// <summary>
/// What a Toto model is made of, for TensorBoard's graph page. Follows <see cref="TotoModel.Forward"/> step by step; the
/// first dimension of every shape is the number of windows.
/// </summary>
internal sealed class TotoGraph
{
    private const long Windows = -1;

    private readonly ModelGraph _graph = new();
    private readonly Dictionary<string, long> _parameters;
    private readonly TotoOptions _options;

    private TotoGraph(TotoOptions options, IReadOnlyList<Parameter> parameters)
    {
        _options = options;
        _parameters = parameters.ToDictionary(static one => one.Name, static one => (long)one.Value.Length);
    }

    private long[] Patches => [Windows, _options.PatchCount, _options.EmbedDim];

    public static ModelGraph Of(TotoOptions options, TotoModel model) => new TotoGraph(options, model.Parameters).Build();

    private ModelGraph Build()
    {
        Add("bars", "Input", [Windows, _options.SequenceLength, Normalization.Channels]);
        Add("patches", "Unfold", [Windows, _options.PatchCount, _options.PatchSize * Normalization.Channels], "bars");
        Add("embed", "Linear", Patches, "patches");
        Add("positions", "Parameter", [_options.PatchCount, _options.EmbedDim]);
        Add("embedded", "Add", Patches, "embed", "positions");
        Add("dropout", "Dropout", Patches, "embedded");
        string last = "dropout";
        for (int i = 0; i < _options.NumLayers; i++)
        {
            last = AddBlock($"blocks/{i}", last);
        }

        Add("last_patch", "Select", [Windows, _options.EmbedDim], last);
        Add("head_norm", "RMSNorm", [Windows, _options.EmbedDim], "last_patch");
        Add("head", "Linear", [Windows, _options.PredictionLength], "head_norm");
        Add("forecast", "Output", [Windows, _options.PredictionLength], "head");
        return _graph;
    }

    private string AddBlock(string block, string input)
    {
        long[] scores = [Windows, _options.NumHeads, _options.PatchCount, _options.PatchCount];
        Add($"{block}/attn_norm", "RMSNorm", Patches, input);
        Add($"{block}/attn/qkv", "Linear", [Windows, _options.PatchCount, 3 * _options.EmbedDim], $"{block}/attn_norm");
        Add($"{block}/attn/weights", "CausalSoftmax", scores, $"{block}/attn/qkv");
        Add($"{block}/attn/heads", "MatMul", Patches, $"{block}/attn/weights", $"{block}/attn/qkv");
        Add($"{block}/attn/out", "Linear", Patches, $"{block}/attn/heads");
        Add($"{block}/attn_dropout", "Dropout", Patches, $"{block}/attn/out");
        Add($"{block}/attn_sum", "Add", Patches, input, $"{block}/attn_dropout");
        Add($"{block}/mlp_norm", "RMSNorm", Patches, $"{block}/attn_sum");
        Add($"{block}/mlp/hidden", "Linear", [Windows, _options.PatchCount, _options.MlpHiddenDim], $"{block}/mlp_norm");
        Add($"{block}/mlp/gelu", "Gelu", [Windows, _options.PatchCount, _options.MlpHiddenDim], $"{block}/mlp/hidden");
        Add($"{block}/mlp/out", "Linear", Patches, $"{block}/mlp/gelu");
        Add($"{block}/mlp_dropout", "Dropout", Patches, $"{block}/mlp/out");
        Add($"{block}/mlp_sum", "Add", Patches, $"{block}/attn_sum", $"{block}/mlp_dropout");
        return $"{block}/mlp_sum";
    }

    private void Add(string name, string operation, long[] shape, params string[] inputs)
    {
        long count = CountParameters(name);
        _graph.Add(new GraphNode(name, operation, inputs)
        {
            OutputShape = shape,
            Attributes = count == 0
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { ["parameters"] = count.ToString(CultureInfo.InvariantCulture) },
        });
    }

    /// <summary>A node owns the parameter of its name and those below it.</summary>
    private long CountParameters(string node)
    {
        string name = node.Replace('/', '.');
        return _parameters.Where(one => one.Key == name || one.Key.StartsWith(name + ".", StringComparison.Ordinal))
            .Sum(static one => one.Value);
    }
}
