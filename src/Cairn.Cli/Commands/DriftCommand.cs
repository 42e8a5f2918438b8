using System.CommandLine;
using System.Globalization;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Drift;
using Cairn.Cli.Output;
using Cairn.Statistics;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>Whether what a model is given and answers live is still what it was while training.</summary>
internal sealed class DriftCommand : CairnCommand
{
    private const int DaysBack = 7;

    private readonly Argument<string?> _model = new("MODEL")
    {
        Description = "Name of the model; may be left out where there is one",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "ID",
        Description = "Id or alias [default: all that predicted]",
    };

    private readonly DayOption _from = new("--from", $"First day, UTC [default: {DaysBack} days ago]");
    private readonly DayOption _to = new("--to", "Last day, UTC");

    private readonly Option<double> _threshold = new("--threshold")
    {
        HelpName = "T",
        Description = "Distance from which on it is drift, 0 to 1",
        DefaultValueFactory = _ => DriftReport.DefaultThreshold,
    };

    private readonly Option<bool> _check = new("--check")
    {
        Description = $"Exit with {ExitCodes.Drifted} when something has drifted",
    };

    public DriftCommand() : base("drift", "Compare live predictions with what their checkpoint was trained on")
    {
        Arguments.Add(_model);
        Option[] options = [_checkpoint, _from, _to, _threshold, _check];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        _threshold.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < 1))
            {
                result.AddError($"--threshold is {result.Tokens[0].Value}; give a number above 0 and below 1.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn drift", "cairn drift dqn_agent --from 2025-07-01 --to 2025-07-31",
        "cairn drift dqn_agent --checkpoint champion --threshold 0.2 --check",
    ];

    public override int Run(CliCall call)
    {
        DateOnly first = call.Get(_from) ?? DateOnly.FromDateTime(call.Now.UtcDateTime).AddDays(-DaysBack);
        DateOnly last = call.Get(_to) ?? DateOnly.MaxValue;
        DayOption.RequireOrder(first, last);
        using CheckpointStore checkpoints = call.OpenCheckpoints();
        using IRunStore store = call.OpenStore();
        ModelCheckpoints model = checkpoints.Model(call.GetOptional(_model));
        var search = new DriftSearch(checkpoints, store.Predictions, call.Get(_threshold), first, last);
        IEnumerable<CheckpointMetadata> asked = call.Get(_checkpoint) is { } typed
            ? [new CheckpointFinder([model], checkpoints.Folder).Find(typed)]
            : model.All;
        IReadOnlyList<CheckpointDrift> found = search.Compare(asked);
        if (found.Count == 0)
        {
            throw Nothing(model.Name, search.Count(model.Name), first, last);
        }

        Write(call, model.Name, found);
        bool hasDrifted = found.Any(one => one.Report is { HasDrifted: true });
        return call.Get(_check) && hasDrifted ? ExitCodes.Drifted
            : found.Any(one => one.Problem is not null) ? ExitCodes.Failed
            : ExitCodes.Done;
    }

    private static void Write(CliCall call, string model, IReadOnlyList<CheckpointDrift> found)
    {
        if (call.Json)
        {
            DriftJson.Write(call.Terminal, model, found);
            return;
        }

        foreach (CheckpointDrift one in found)
        {
            new DriftPage(call.Terminal, one).Write();
        }
    }

    private static CliException Nothing(string model, long others, DateOnly first, DateOnly last)
    {
        string range = last == DateOnly.MaxValue ? $"since {Day(first)}" : $"from {Day(first)} to {Day(last)}";
        return new CliException(Plain.Text(others == 0
            ? $"{model} has predicted nothing {range}. Name earlier days with --from, or predict with `cairn predict`."
            : $"{model} has predicted {Numbers.Count(others)} times {range}, but not by a checkpoint that is asked for "
                + "and still there. Say which one answered when you log: Prediction.CheckpointId."));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
