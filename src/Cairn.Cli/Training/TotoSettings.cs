using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Toto.Model;

namespace Cairn.Cli.Training;

/// <summary>
/// Every setting of <see cref="TotoOptions"/> as an option of the command line: <c>EmbedDim</c> is <c>--embed-dim</c>.
/// </summary>
internal sealed partial class TotoSettings
{
    private static readonly TotoOptions Usual = new();

    private readonly Dictionary<string, string> _optionOf = [];
    private readonly List<Action<CliCall, TotoOptions>> _apply = [];

    public TotoSettings(Command command)
    {
        Add(command, nameof(Usual.Epochs), "Epochs to train", Usual.Epochs, (o, v) => o.Epochs = v);
        Add(command, nameof(Usual.LearningRate), "Highest learning rate", Usual.LearningRate, (o, v) => o.LearningRate = v);
        Add(command, nameof(Usual.BatchSize), "Windows in a step", Usual.BatchSize, (o, v) => o.BatchSize = v);
        Add(command, nameof(Usual.SequenceLength), "Bars to look at", Usual.SequenceLength, (o, v) => o.SequenceLength = v);
        Add(command, nameof(Usual.PredictionLength), "Bars to forecast", Usual.PredictionLength, (o, v) => o.PredictionLength = v);
        Add(command, nameof(Usual.WindowStride), "Bars between windows", Usual.WindowStride, (o, v) => o.WindowStride = v);
        Add(command, nameof(Usual.ValidationFraction), "Newest share, to validate", Usual.ValidationFraction, (o, v) => o.ValidationFraction = v);
        Add(command, nameof(Usual.PatchSize), "Bars in a patch", Usual.PatchSize, (o, v) => o.PatchSize = v);
        Add(command, nameof(Usual.Stride), "Bars between patches", Usual.Stride, (o, v) => o.Stride = v);
        Add(command, nameof(Usual.EmbedDim), "Width of the model", Usual.EmbedDim, (o, v) => o.EmbedDim = v);
        Add(command, nameof(Usual.NumLayers), "Transformer layers", Usual.NumLayers, (o, v) => o.NumLayers = v);
        Add(command, nameof(Usual.NumHeads), "Attention heads per layer", Usual.NumHeads, (o, v) => o.NumHeads = v);
        Add(command, nameof(Usual.MlpHiddenDim), "Width of hidden layers", Usual.MlpHiddenDim, (o, v) => o.MlpHiddenDim = v);
        Add(command, nameof(Usual.Dropout), "Share dropped in training", Usual.Dropout, (o, v) => o.Dropout = v);
        Add(command, nameof(Usual.Schedule), "Cosine or Constant", Usual.Schedule, (o, v) => o.Schedule = v);
        Add(command, nameof(Usual.WarmupSteps), "Steps to full rate", Usual.WarmupSteps, (o, v) => o.WarmupSteps = v);
        Add(command, nameof(Usual.WeightDecay), "Decay of the matrices", Usual.WeightDecay, (o, v) => o.WeightDecay = v);
        Add(command, nameof(Usual.GradientClip), "Largest gradient norm", Usual.GradientClip, (o, v) => o.GradientClip = v);
        Add(command, nameof(Usual.HuberDelta), "Where loss turns linear", Usual.HuberDelta, (o, v) => o.HuberDelta = v);
        Add(command, nameof(Usual.Patience), "Epochs without gain, 0 = off", Usual.Patience, (o, v) => o.Patience = v);
        Add(command, nameof(Usual.Seed), "Same seed, same losses", Usual.Seed, (o, v) => o.Seed = v);
        Add(command, nameof(Usual.Threads), "Threads, 0 = all processors", Usual.Threads, (o, v) => o.Threads = v);
    }

    /// <exception cref="CliException">The settings do not go together; every error is told, in the words of the options.</exception>
    public TotoOptions Read(CliCall call)
    {
        var options = new TotoOptions();
        foreach (var apply in _apply) apply(call, options);
        var errors = options.Validate();
        if (errors.Count == 0) return options;
        var text = Word().Replace(string.Join(' ', errors), word => _optionOf.GetValueOrDefault(word.Value, word.Value));
        throw new CliException(text, ExitCodes.BadUsage);
    }

    private void Add<T>(Command command, string setting, string description, T usual, Action<TotoOptions, T> set)
    {
        var option = new Option<T>("--" + JsonNamingPolicy.KebabCaseLower.ConvertName(setting))
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => usual,
        };
        command.Options.Add(option);
        _optionOf[setting] = option.Name;
        _apply.Add((call, options) => set(options, call.Get(option)!));
    }

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
