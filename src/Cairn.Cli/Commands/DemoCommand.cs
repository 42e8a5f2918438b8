using Cairn.Cli.Training;
using Cairn.Toto.Model;

namespace Cairn.Cli.Commands;

/// <summary>The first minute with Cairn: a training that needs nothing prepared.</summary>
internal sealed class DemoCommand() : CairnCommand("demo", "Record a small training run on a generated market")
{
    private const int Bars = 4000;
    private const int Seed = 7;

    public override IReadOnlyList<string> Examples => ["cairn demo", "cairn demo --store ./try"];

    public override int Run(CliCall call)
    {
        var source = DataSource.Generated(Bars, Seed);
        var labels = new RunLabels("demo", null, [new("market", "generated")], "Hourly bars of an invented market.");
        return TrainingSession.Run(
            call, new TrainingPlan(TotoOptions.Demo, source, source.Read(), labels, new CheckpointPlan("demo")));
    }
}
