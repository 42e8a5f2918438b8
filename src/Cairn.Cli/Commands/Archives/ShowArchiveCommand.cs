using System.CommandLine;
using Cairn.Cli.Archives;
using Cairn.Cli.Arguments;
using Cairn.Cli.Output;
using Cairn.Cli.Predictions;
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
            return JsonOutput.Write(
                call.Terminal,
                json => json.Objects("predictions", predictions, one => PredictionJson.Write(json, one)));
        }

        PredictionTable.Write(call, predictions);
        return ExitCodes.Done;
    }
}
