using System.CommandLine;
using Cairn.Cli.Archives;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Archives;

/// <summary>Predictions of an archive.</summary>
internal sealed class ShowArchiveCommand : CairnCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the archive" };

    private readonly Option<int> _limit = new("--limit", "-n")
    {
        HelpName = "N",
        Description = "Only the first N",
        DefaultValueFactory = _ => 20,
    };

    public ShowArchiveCommand() : base("show", "Show predictions of an archive, after verifying it")
    {
        Arguments.Add(_name);
        Options.Add(_limit);
        _limit.RequireAtLeast(1);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn archive show predictions_20261001_20261031_1",
        "cairn archive show predictions_20261001_20261031_1 --limit 1000000 --json",
    ];

    public override int Run(CliCall call)
    {
        IEnumerable<PredictionInfo> predictions =
            new ArchiveCatalog(call).Find(call.Get(_name)).Read().Take(call.Get(_limit));
        if (call.Json)
        {
            return WriteJson(call.Terminal, predictions);
        }

        WriteTable(call, predictions);
        return ExitCodes.Done;
    }

    private static void WriteTable(CliCall call, IEnumerable<PredictionInfo> predictions)
    {
        var table = new Table(
            new("Decided"),
            new("Model"),
            new("Symbol"),
            new("Action"),
            new("Conf", IsNumber: true),
            new("Actual"),
            new("Id"));
        foreach (PredictionInfo one in predictions)
        {
            table.Add(
                Times.Short(one.DecisionTime, call.Context.Time),
                Plain.Text(one.Model),
                Plain.Text(one.Symbol),
                Plain.Text(one.Action),
                Numbers.Value(one.Confidence),
                one.Outcome is { } outcome ? Plain.Text(outcome.Actual) : call.Terminal.Symbols.None,
                Plain.Text(one.Id.ToString()));
        }

        table.Write(call.Terminal);
    }

    private static int WriteJson(Terminal terminal, IEnumerable<PredictionInfo> predictions) =>
        JsonOutput.Write(terminal, json => json.Objects("predictions", predictions, one =>
        {
            json.Text("id", one.Id.ToString());
            json.Text("model", one.Model);
            json.Text("symbol", one.Symbol);
            json.Text("action", one.Action);
            json.Number("confidence", one.Confidence);
            json.Time("decided_utc", one.DecisionTime);
            json.Time("recorded_utc", one.RecordedTime);
            json.Text("checkpoint", one.CheckpointId);
            json.Integer("repeat_count", one.RepeatCount);
            json.Text("actual", one.Outcome?.Actual);
            json.Number("value", one.Outcome?.Value);
        }));
}
