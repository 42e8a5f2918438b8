namespace Cairn.Cli.Commands;

internal sealed class TrainCommand() : CairnCommand("train", "Train the Toto forecaster on a CSV of prices")
{
    public override IReadOnlyList<string> Examples => ["cairn train"];

    public override int Run(CliCall call) => ExitCodes.Done;
}
