using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Cairn.Cli.Training;
using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Cli.Commands;

/// <summary>Trains on a file of prices.</summary>
internal sealed partial class TrainCommand : CairnCommand
{
    private readonly Option<string> _data = new("--data")
    {
        HelpName = "FILE",
        Description = "CSV of time, open, high, low, close, volume",
        Required = true,
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

    private readonly TotoSettings _settings;

    public TrainCommand() : base("train", "Train the Toto forecaster on a CSV of prices")
    {
        Option[] options = [_data, _repair, _experiment, _name, _tags, _note];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        _tags.Validators.Add(RequireKeys);
        _settings = new TotoSettings(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn train --data EURUSD-1h.csv",
        "cairn train --data btc.csv --experiment btc --tag team=quant --epochs 50",
        "cairn train --data btc.csv --embed-dim 64 --num-layers 2 --seed 7 --json",
    ];

    public override int Run(CliCall call)
    {
        TotoOptions options = _settings.Read(call);
        MarketData data = ReadData(call);
        var labels = new RunLabels(
            call.Get(_experiment) ?? data.Series.Symbol,
            call.Get(_name),
            [.. (call.Get(_tags) ?? []).Select(ToPair)],
            call.Get(_note));
        return TrainingSession.Run(call, options, data, labels);
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

    private MarketData ReadData(CliCall call)
    {
        DataPolicy policy = call.Get(_repair) ? DataPolicy.Repair : DataPolicy.Error;
        var options = new CsvReadOptions { OnBadRow = policy, OnUnsorted = policy, OnDuplicate = policy };
        try
        {
            return OhlcvCsvReader.Read(call.Get(_data)!, options);
        }
        catch (MarketDataException exception)
        {
            throw new CliException(PolicyInCode().Replace(exception.Message, "with --repair"));
        }
    }

    /// <summary>The remedy in the words of <see cref="CsvReadOptions"/>, which nobody can type here.</summary>
    [GeneratedRegex(@"with On\w+ = Repair \(now Error\)")]
    private static partial Regex PolicyInCode();
}
