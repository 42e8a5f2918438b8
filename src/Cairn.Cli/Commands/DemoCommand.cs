using Cairn.Cli.Training;
using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Cli.Commands;

/// <summary>The first minute with Cairn: a training that needs nothing prepared.</summary>
internal sealed class DemoCommand() : CairnCommand("demo", "Record a small training run on a generated market")
{
    private const int Bars = 4000;
    private const int Seed = 7;

    public override IReadOnlyList<string> Examples => ["cairn demo", "cairn demo --store ./try"];

    public override int Run(CliCall call) => TrainingSession.Run(
        call,
        TotoOptions.Demo,
        GeneratedMarket.Create(Bars, Seed),
        new RunLabels("demo", null, [new("market", "generated")], "Hourly bars of an invented market."));
}
