namespace Cairn.Cli.Commands;

internal sealed class RecoverCommand() : CairnCommand("recover", "Store what ended processes left in their journals")
{
    public override IReadOnlyList<string> Examples => ["cairn recover"];

    public override int Run(CliCall call) => ExitCodes.Done;
}
