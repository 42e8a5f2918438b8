using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Forecasting;
using Cairn.Cli.Output;
using Cairn.Cli.Training;

namespace Cairn.Cli.Commands;

/// <summary>Predicts prices that a model has not seen, and sees what comes of it.</summary>
internal sealed class PredictCommand : CairnCommand
{
    private readonly Option<string> _data = new("--data")
    {
        HelpName = "FILE",
        Description = "CSV of time, open, high, low, close, volume",
        Required = true,
    };

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "MODEL",
        Description = "The model; may be left out where there is one",
    };

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "ID",
        Description = "Id or alias [default: champion, else the active one]",
    };

    private readonly Option<int?> _limit = new("--limit", "-n")
    {
        HelpName = "N",
        Description = "At most so many predictions, the newest",
    };

    private readonly Option<bool> _fromTheStart = new("--from-the-start")
    {
        Description = "Also bars from the time of the training, as of another market",
    };

    private readonly Option<bool> _repair = new("--repair")
    {
        Description = "Mend bad, unsorted or repeated rows, and say so",
    };

    public PredictCommand() : base("predict", "Predict bars that a Toto model has not seen, and resolve the outcomes")
    {
        Option[] options = [_data, _model, _checkpoint, _fromTheStart, _limit, _repair];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        _limit.RequireAtLeast(1);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn predict --data EURUSD-1h.csv --model EURUSD-1h",
        "cairn predict --data btc.csv --checkpoint best --limit 500 --json",
    ];

    public override int Run(CliCall call)
    {
        var source = new DataSource(Path.GetFullPath(call.Get(_data)!), call.Get(_repair));
        var plan = new PredictionPlan(
            call.Get(_model), call.Get(_checkpoint), source, call.Get(_limit), call.Get(_fromTheStart));
        var next = new NextSteps(call);
        int exitCode = PredictionSession.Run(call, plan, next);
        next.Write();
        return exitCode;
    }
}
