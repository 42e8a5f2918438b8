using System.CommandLine;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Arguments;

/// <summary>The prediction that a command is about.</summary>
internal sealed class PredictionArgument : Argument<string>
{
    private const char TimeMark = '@';

    public PredictionArgument() : base("PREDICTION") =>
        Description = "Its id, the end of its id, `latest`, or MODEL@TIME for the last one until then";

    /// <exception cref="CliException">None is meant, or several.</exception>
    public PredictionInfo Find(CliCall call, IPredictionStore store) => Find(call, store, call.Get(this));

    /// <summary>The prediction that a text means which was typed elsewhere.</summary>
    /// <exception cref="CliException">None is meant, or several.</exception>
    public static PredictionInfo Find(CliCall call, IPredictionStore store, string typed)
    {
        try
        {
            return (typed.LastIndexOf(TimeMark) is > 0 and var mark
                ? FindAt(call, store, typed[..mark], typed[(mark + 1)..])
                : store.Find(typed)) ?? throw NotFound(call, store, typed);
        }
        catch (ArgumentException several)
        {
            throw new CliException(Sentence.Of(several));
        }
    }

    public static string NoneIn(string folder) =>
        $"There are no predictions in {folder} yet. A program records them with `tracker.Inference.Log`.";

    /// <summary>What to say where a model is named that has not predicted.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="model">The name.</param>
    /// <param name="known">Those that have.</param>
    public static string NoModel(string folder, string model, IReadOnlyList<string> known) => known.Count == 0
        ? NoneIn(folder)
        : $"No model in {folder} that has predicted is called \"{model}\". There is: {string.Join(", ", known)}.";

    private static PredictionInfo? FindAt(CliCall call, IPredictionStore store, string model, string time)
    {
        var typed = TypedTime.Parse(time, call.Context.Time);
        var filter = new PredictionFilter { Model = model, Until = typed.Time + typed.Precision, Limit = 1 };
        return store.List(filter) is [var last] ? last : null;
    }

    private static CliException NotFound(CliCall call, IPredictionStore store, string typed)
    {
        string[] models = [.. store.ListModels().Select(model => model.Name)];
        return new CliException(models.Length == 0
            ? NoneIn(call.Folder)
            : $"There is no prediction \"{typed}\" in {call.Folder}, nor was one made until then where a time was "
                + $"named. `cairn predictions list` lists them; the models are {string.Join(", ", models)}. What is older may "
                + "be in an archive.");
    }
}
