namespace Cairn.Cli.Commands.Export;

/// <summary>Runs in the forms of other tools.</summary>
internal sealed class ExportGroup : CommandGroup
{
    public ExportGroup() : base("export", "Write runs in the forms of other tools") =>
        Subcommands.Add(new ExportTensorBoardCommand());

    public override IReadOnlyList<string> Examples => ["cairn export tensorboard latest"];
}
