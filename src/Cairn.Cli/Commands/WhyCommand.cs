using Cairn.Cli.Arguments;
using Cairn.Cli.Lineage;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>The way back from a prediction: to its checkpoint, its run, the configuration and what was decided.</summary>
internal sealed class WhyCommand : CairnCommand
{
    private readonly PredictionArgument _prediction = new();

    public WhyCommand() : base("why", "Walk from a prediction back to checkpoint, run and data") =>
        Arguments.Add(_prediction);

    public override IReadOnlyList<string> Examples =>
        ["cairn why latest", "cairn why 7f3a9c01-42", "cairn why dqn_agent@14:35 --json"];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        var lineage = PredictionLineage.Read(call, store, _prediction.Find(call, store.Predictions));
        return call.Json ? WhyJson.Write(call, lineage) : new WhyPage(call, lineage).Write();
    }
}
