using Cairn.Cli.Forecasting;
using Cairn.Cli.Output;
using Cairn.Cli.Training;
using Cairn.Toto.Model;

namespace Cairn.Cli.Commands;

/// <summary>The first minute with Cairn: a training that needs nothing prepared, and predictions with what came of it.</summary>
internal sealed class DemoCommand : CairnCommand
{
    private const string Model = "demo";
    private const int Bars = 4000;

    /// <summary>Hours of the same market that nobody trained on: some two weeks.</summary>
    private const int HeldOut = 400;

    private const int Seed = 7;

    private readonly DestinationSettings _destinations;

    public DemoCommand() : base("demo", "Record a small training run on a generated market, and predict how it goes on") =>
        _destinations = new DestinationSettings(this);

    public override IReadOnlyList<string> Examples => ["cairn demo", "cairn demo --store ./try"];

    public override int Run(CliCall call)
    {
        var source = DataSource.Generated(Bars, Seed);
        var labels = new RunLabels("demo", null, [new("market", "generated")], "Hourly bars of an invented market.");
        var training = new TrainingPlan(TotoOptions.Demo, source, source.Read(), labels, new CheckpointPlan(Model))
        {
            Destinations = _destinations.Read(call),
        };
        var next = new NextSteps(call);
        int exitCode = TrainingSession.Run(call, training, next);
        if (exitCode == ExitCodes.Done)
        {
            // A program reads one document: that of the training.
            var plan = new PredictionPlan(Model, null, DataSource.Generated(Bars + HeldOut, Seed), null);
            exitCode = PredictionSession.Run(call, plan, next, isQuiet: call.Json);
        }

        next.Write();
        return exitCode;
    }
}
