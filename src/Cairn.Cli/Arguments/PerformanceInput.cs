using System.CommandLine;
using Cairn.Storage;

namespace Cairn.Cli.Arguments;

/// <summary>Which statistics a command is about.</summary>
internal sealed class PerformanceInput
{
    private readonly ModelName _model = new("predictions", "every one without it");
    private readonly Option<string?> _symbol = new("--symbol") { HelpName = "SYMBOL", Description = "Only about this" };
    private readonly DayOption _from = new("--from", "From this day on (UTC)");
    private readonly DayOption _to = new("--to", "Up to this day (UTC), which is included");

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "ID",
        Description = "Only answers of this checkpoint",
    };

    /// <summary>Those that say more than the model.</summary>
    public IReadOnlyList<Option> Options => [_symbol, _checkpoint, _from, _to];

    public void AddTo(Command command)
    {
        _model.AddTo(command);
        foreach (Option option in Options)
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CliException">No model of that name has predicted, or the days are the wrong way round.</exception>
    public PerformanceFilter Read(CliCall call, IPredictionStore store)
    {
        DayOption.RequireOrder(call.Get(_from) ?? DateOnly.MinValue, call.Get(_to) ?? DateOnly.MaxValue);
        string? model = _model.Read(call);
        string[] known = [.. store.ListModels().Select(one => one.Name)];
        if (known.Length == 0)
        {
            throw new CliException(PredictionArgument.NoneIn(call.Folder));
        }

        return model is null || known.Contains(model)
            ? new PerformanceFilter
            {
                Model = model,
                Symbol = call.Get(_symbol),
                CheckpointId = call.Get(_checkpoint),
                From = call.Get(_from),
                To = call.Get(_to),
            }
            : throw new CliException(PredictionArgument.NoModel(call.Folder, model, known));
    }
}
