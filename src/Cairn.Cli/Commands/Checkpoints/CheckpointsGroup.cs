namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Everything that looks after checkpoints.</summary>
internal sealed class CheckpointsGroup : CommandGroup
{
    public CheckpointsGroup() : base("checkpoints", "List, verify, label and look after checkpoints")
    {
        CairnCommand[] members =
        [
            new ListCommand(),
            new BestCommand(),
            new ShowCheckpointCommand(),
            new VerifyCommand(),
            new PinCommand(),
            new UnpinCommand(),
            new AliasCommand(),
            new ActivateCommand(),
            new PruneCommand(),
            new TrashCommand(),
            new RestoreCommand(),
            new BackupCommand(),
            new ExportCommand(),
            new ReindexCommand(),
        ];
        foreach (CairnCommand member in members)
        {
            Subcommands.Add(member);
        }
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn checkpoints list",
        "cairn checkpoints verify",
        "cairn checkpoints export best --out model.safetensors",
    ];
}
