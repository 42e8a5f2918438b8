using System.CommandLine;
using System.CommandLine.Parsing;
using Cairn.Cli.Training;
using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Cli.Commands;

/// <summary>Trains on a file of prices.</summary>
internal sealed class TrainCommand : CairnCommand
{
    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "FILE",
        Description = "CSV of time, open, high, low, close, volume",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        HelpName = "RUN",
        Description = "Go on with a run, exactly, from its newest checkpoint",
    };

    private readonly Option<bool> _repair = new("--repair")
    {
        Description = "Mend bad, unsorted or repeated rows, and say so",
    };

    private readonly Option<string?> _experiment = new("--experiment", "-e")
    {
        HelpName = "NAME",
        Description = "Line of work [default: name of the file]",
    };

    private readonly Option<string?> _name = new("--name") { HelpName = "NAME", Description = "Name of the run" };

    private readonly Option<string[]> _tags = new("--tag")
    {
        HelpName = "K=V",
        Description = "Tag of the run, may be repeated",
    };

    private readonly Option<string?> _note = new("--note") { HelpName = "TEXT", Description = "Note on the run" };

    private readonly CheckpointSettings _checkpoints;
    private readonly DestinationSettings _destinations;
    private readonly TotoSettings _settings;

    public TrainCommand() : base("train", "Train the Toto forecaster on a CSV of prices")
    {
        Option[] options = [_data, _resume, _repair, _experiment, _name, _tags, _note];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        _tags.Validators.Add(RequireKeys);
        _checkpoints = new CheckpointSettings(this);
        _destinations = new DestinationSettings(this);
        _settings = new TotoSettings(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn train --data EURUSD-1h.csv",
        "cairn train --data btc.csv --experiment btc --tag team=quant --epochs 50",
        "cairn train --data btc.csv --embed-dim 64 --num-layers 2 --seed 7 --json",
        "cairn train --resume latest",
    ];

    public override int Run(CliCall call) =>
        call.Get(_resume) is { } run ? Resume(call, run) : TrainingSession.Run(call, ReadPlan(call));

    private int Resume(CliCall call, string asked)
    {
        Option[] allowed = [_data, _resume, _settings.Threads];
        if (Options.Except(allowed).FirstOrDefault(call.IsGiven) is { } option)
        {
            throw new CliException(
                $"{option.Name} does not go with --resume: the run goes on with the settings that it was started with.",
                ExitCodes.BadUsage);
        }

        var run = ResumableRun.Find(call, asked);
        if (run.Completed is { } completed)
        {
            call.Terminal.Error.WriteLine(completed);
            return ExitCodes.Done;
        }

        int? threads = call.IsGiven(_settings.Threads) ? call.Get(_settings.Threads) : null;
        return TrainingSession.Run(call, run.ToPlan(_settings, call.Get(_data), threads));
    }

    private TrainingPlan ReadPlan(CliCall call)
    {
        string path = call.Get(_data) ?? throw new CliException(
            "Name the prices with --data FILE, or a run to go on with by --resume RUN. "
            + "`cairn train --help` shows more.",
            ExitCodes.BadUsage);
        TotoOptions options = _settings.Read(call);
        var source = new DataSource(Path.GetFullPath(path), call.Get(_repair));
        MarketData data = source.Read();
        var labels = new RunLabels(
            call.Get(_experiment) ?? data.Series.Symbol,
            call.Get(_name),
            [.. (call.Get(_tags) ?? []).Select(ToPair)],
            call.Get(_note));
        return new TrainingPlan(options, source, data, labels, _checkpoints.Read(call, labels.Experiment))
        {
            Destinations = _destinations.Read(call),
        };
    }

    private static KeyValuePair<string, string> ToPair(string tag) =>
        tag.Split('=', 2) is [var key, var value] ? new(key, value) : new(tag, "");

    private static void RequireKeys(OptionResult result)
    {
        foreach (Token token in result.Tokens)
        {
            if (token.Value.IndexOf('=') < 1)
            {
                result.AddError($"--tag is \"{token.Value}\"; write it as key=value.");
            }
        }
    }
}
