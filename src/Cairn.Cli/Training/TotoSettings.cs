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

    private readonly Command _command;
    private readonly Dictionary<string, string> _optionOf = [];
    private readonly List<Action<CliCall, TotoOptions>> _apply = [];
    private readonly List<Func<RecordedSettings, TotoOptions, bool>> _restore = [];

    public TotoSettings(Command command)
    {
        _command = command;
        Add(nameof(Usual.Epochs), "Epochs to train", o => o.Epochs, (o, v) => o.Epochs = v);
        Add(nameof(Usual.LearningRate), "Highest learning rate", o => o.LearningRate, (o, v) => o.LearningRate = v);
        Add(nameof(Usual.BatchSize), "Windows in a step", o => o.BatchSize, (o, v) => o.BatchSize = v);
        Add(nameof(Usual.SequenceLength), "Bars to look at", o => o.SequenceLength, (o, v) => o.SequenceLength = v);
        Add(
            nameof(Usual.PredictionLength), "Bars to forecast",
            o => o.PredictionLength, (o, v) => o.PredictionLength = v);
        Add(nameof(Usual.WindowStride), "Bars between windows", o => o.WindowStride, (o, v) => o.WindowStride = v);
        Add(
            nameof(Usual.ValidationFraction),
            "Newest share, held back",
            o => o.ValidationFraction, (o, v) => o.ValidationFraction = v);
        Add(nameof(Usual.PatchSize), "Bars in a patch", o => o.PatchSize, (o, v) => o.PatchSize = v);
        Add(nameof(Usual.Stride), "Bars between patches", o => o.Stride, (o, v) => o.Stride = v);
        Add(nameof(Usual.EmbedDim), "Width of the model", o => o.EmbedDim, (o, v) => o.EmbedDim = v);
        Add(nameof(Usual.NumLayers), "Transformer layers", o => o.NumLayers, (o, v) => o.NumLayers = v);
        Add(nameof(Usual.NumHeads), "Attention heads per layer", o => o.NumHeads, (o, v) => o.NumHeads = v);
        Add(nameof(Usual.MlpHiddenDim), "Width of hidden layers", o => o.MlpHiddenDim, (o, v) => o.MlpHiddenDim = v);
        Add(nameof(Usual.Dropout), "Share dropped in training", o => o.Dropout, (o, v) => o.Dropout = v);
        Add(nameof(Usual.Schedule), "Cosine or Constant", o => o.Schedule, (o, v) => o.Schedule = v);
        Add(nameof(Usual.WarmupSteps), "Steps to full rate", o => o.WarmupSteps, (o, v) => o.WarmupSteps = v);
        Add(nameof(Usual.WeightDecay), "Decay of the matrices", o => o.WeightDecay, (o, v) => o.WeightDecay = v);
        Add(nameof(Usual.GradientClip), "Largest gradient norm", o => o.GradientClip, (o, v) => o.GradientClip = v);
        Add(nameof(Usual.HuberDelta), "Where loss turns linear", o => o.HuberDelta, (o, v) => o.HuberDelta = v);
        Add(nameof(Usual.Patience), "Epochs without gain, 0 = off", o => o.Patience, (o, v) => o.Patience = v);
        Add(nameof(Usual.Seed), "Same seed, same losses", o => o.Seed, (o, v) => o.Seed = v);
        Threads = Add(nameof(Usual.Threads), "Threads, 0 = all processors", o => o.Threads, (o, v) => o.Threads = v);
    }

    /// <summary>The one setting that no result depends on.</summary>
    public Option<int> Threads { get; }

    /// <exception cref="CliException">They do not go together; every error is told, in the words of the options.</exception>
    public TotoOptions Read(CliCall call)
    {
        var options = new TotoOptions();
        foreach (Action<CliCall, TotoOptions> apply in _apply)
        {
            apply(call, options);
        }

        IReadOnlyList<string> errors = options.Validate();
        if (errors.Count == 0)
        {
            return options;
        }

        string text = Word().Replace(
            string.Join(' ', errors), word => _optionOf.GetValueOrDefault(word.Value, word.Value));
        throw new CliException(text, ExitCodes.BadUsage);
    }

    /// <summary>The settings of a run; null when it does not have them all.</summary>
    public TotoOptions? Read(RecordedSettings recorded)
    {
        var options = new TotoOptions();
        bool isWhole = _restore.TrueForAll(restore => restore(recorded, options));
        return isWhole && options.Validate().Count == 0 ? options : null;
    }

    private Option<T> Add<T>(string setting, string description, Func<TotoOptions, T> get, Action<TotoOptions, T> set)
    {
        var option = new Option<T>("--" + JsonNamingPolicy.KebabCaseLower.ConvertName(setting))
        {
            HelpName = typeof(T).IsEnum ? "NAME" : "N",
            Description = description,
            DefaultValueFactory = _ => get(Usual),
        };
        _command.Options.Add(option);
        _optionOf[setting] = option.Name;
        _apply.Add((call, options) => set(options, call.Get(option)!));
        _restore.Add((recorded, options) =>
        {
            bool isThere = TryGet(recorded, JsonNamingPolicy.SnakeCaseLower.ConvertName(setting), out T value);
            set(options, isThere ? value : get(Usual));
            return isThere;
        });
        return option;
    }

    private static bool TryGet<T>(RecordedSettings recorded, string key, out T value)
    {
        object? found = typeof(T) == typeof(int) ? recorded.Integer(key)
            : typeof(T) == typeof(double) ? recorded.Number(key)
            : Enum.TryParse(typeof(T), recorded.Text(key), out object? word) ? word : null;
        value = found is T typed ? typed : default!;
        return found is T;
    }

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
