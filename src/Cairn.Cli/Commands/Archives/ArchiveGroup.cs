namespace Cairn.Cli.Commands.Archives;

/// <summary>Predictions that left the database.</summary>
internal sealed class ArchiveGroup : CommandGroup
{
    public ArchiveGroup() : base("archive", "List, verify, read and restore archived predictions")
    {
        Subcommands.Add(new ListArchivesCommand());
        Subcommands.Add(new VerifyArchivesCommand());
        Subcommands.Add(new ShowArchiveCommand());
        Subcommands.Add(new RestoreArchiveCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn archive list",
        "cairn archive verify",
        "cairn archive show predictions_20261001_20261031_1",
    ];
}
