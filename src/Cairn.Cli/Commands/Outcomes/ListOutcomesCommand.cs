using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Outcomes;

/// <summary>Outcomes that were handed in, the last first.</summary>
internal sealed class ListOutcomesCommand : CairnCommand
{
    private readonly ModelOption _model = new("outcomes");
    private readonly WordOption<OutcomeStatus> _status = new("--status");

    private readonly Option<string?> _prediction = new("--prediction")
    {
        HelpName = "ID",
        Description = "All that ever came for this prediction",
    };

    private readonly Option<int> _limit = new("--limit", "-n")
    {
        HelpName = "N",
        Description = "At most this many",
        DefaultValueFactory = _ => 20,
    };

    public ListOutcomesCommand() : base("list", "List outcomes, the last first, with what came of each")
    {
        Option[] options = [_model, _prediction, _status, _limit];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        _limit.RequireAtLeast(1);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn outcomes list",
        "cairn outcomes list --status waiting",
        "cairn outcomes list --prediction 7f3a9c01-42 --json",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        IReadOnlyList<OutcomeInfo> outcomes = store.Predictions.ListOutcomes(new OutcomeFilter
        {
            Model = call.Get(_model),
            Prediction = call.Get(_prediction) is { } typed
                ? PredictionArgument.Find(call, store.Predictions, typed).Id
                : null,
            Status = call.Get(_status),
            Limit = call.Get(_limit),
        });
        if (call.Json)
        {
            return JsonOutput.Write(
                call.Terminal, json => json.Objects("outcomes", outcomes, one => PredictionJson.Write(json, one)));
        }

        if (outcomes.Count == 0)
        {
            call.Terminal.Out.WriteLine("No outcome matches. A program hands them in with `tracker.Inference.Resolve`.");
            return ExitCodes.Done;
        }

        OutcomeTable.Write(call, outcomes);
        return ExitCodes.Done;
    }
}
