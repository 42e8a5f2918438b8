namespace Cairn.Cli.Commands.Sync;

/// <summary>Sending what a store has elsewhere.</summary>
internal sealed class SyncGroup : CommandGroup
{
    public SyncGroup() : base("sync", "Send runs elsewhere") => Subcommands.Add(new SyncMlflowCommand());

    public override IReadOnlyList<string> Examples =>
        ["cairn sync mlflow", "cairn sync mlflow latest --uri http://mlflow.example:5000"];
}
