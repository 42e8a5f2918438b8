using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Predictions;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Predictions;

/// <summary>The last predictions, and what comes after them.</summary>
internal sealed class TailPredictionsCommand : CairnCommand
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly PredictionInput _predictions = new();

    private readonly Option<int> _lines = new("--lines", "-n")
    {
        HelpName = "N",
        Description = "How many of the last predictions",
        DefaultValueFactory = _ => 50,
    };

    private readonly Option<bool> _follow = new("--follow", "-f")
    {
        Description = "Keep printing until Ctrl-C; with --json one line for each",
    };

    public TailPredictionsCommand() : base("tail", "Print the last predictions, oldest first, and follow them")
    {
        _predictions.AddTo(this);
        Options.Add(_lines);
        Options.Add(_follow);
        _lines.RequireAtLeast(0);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn predictions tail",
        "cairn predictions tail --model dqn_agent --symbol ETH/USDT --follow",
        "cairn predictions tail --state resolved -n 10",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        var reader = new PredictionTail(store.Predictions, _predictions.Read(call));
        var output = new PredictionLines(call);
        IReadOnlyList<PredictionInfo> last = reader.ReadLast(call.Get(_lines));
        if (!call.Get(_follow))
        {
            return output.WriteAll(last);
        }

        output.Write(last);
        Follow(call, reader, output);
        return ExitCodes.Done;
    }

    private static void Follow(CliCall call, PredictionTail reader, PredictionLines output)
    {
        var abandoned = new Abandoned(call);
        while (call.Context.Wait(PollInterval))
        {
            abandoned.BringIn();
            output.Write(reader.ReadNew());
        }
    }
}
