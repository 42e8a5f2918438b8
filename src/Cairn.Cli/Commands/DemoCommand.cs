using Cairn.Cli.Training;
using Cairn.Toto.Data;
using Cairn.Toto.Model;

namespace Cairn.Cli.Commands;

/// <summary>The first minute with Cairn: a training that needs nothing prepared.</summary>
internal sealed class DemoCommand() : CairnCommand("demo", "Record a small training run on a generated market")
{
    private const int Bars = 4000;
    private const int Seed = 7;

    public override IReadOnlyList<string> Examples => ["cairn demo", "cairn demo --store /tmp/try"];

    public override int Run(CliCall call) => TrainingSession.Run(
        call,
        SmallModel(),
        GeneratedMarket.Create(Bars, Seed),
        new RunLabels("demo", null, [new("market", "generated")], "Hourly bars of an invented market."));

    /// <summary>Learns something in a few seconds on two cores.</summary>
    private static TotoOptions SmallModel() => new()
    {
        EmbedDim = 32,
        NumLayers = 2,
        NumHeads = 4,
        MlpHiddenDim = 64,
        Epochs = 6,
        LearningRate = 1e-3,
    };
}
