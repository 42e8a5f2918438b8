namespace Cairn.Cli.Commands;

internal sealed class DoctorCommand() : CairnCommand("doctor", "Check that a store is sound and can be written")
{
    public override IReadOnlyList<string> Examples => ["cairn doctor"];

    public override int Run(CliCall call) => ExitCodes.Done;
}
