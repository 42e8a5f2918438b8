namespace Cairn.Cli.Commands;

internal sealed class DemoCommand() : CairnCommand("demo", "Record a small training run of a generated market")
{
    public override IReadOnlyList<string> Examples => ["cairn demo"];

    public override int Run(CliCall call) => ExitCodes.Done;
}
