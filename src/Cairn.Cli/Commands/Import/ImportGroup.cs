namespace Cairn.Cli.Commands.Import;

/// <summary>Runs that other tools recorded.</summary>
internal sealed class ImportGroup : CommandGroup
{
    public ImportGroup() : base("import", "Bring in runs that other tools recorded")
    {
        Subcommands.Add(new ImportTensorBoardCommand());
        Subcommands.Add(new ImportMlflowCommand());
    }

    public override IReadOnlyList<string> Examples =>
        ["cairn import tensorboard ./runs", "cairn import mlflow sqlite:///mlflow.db"];
}
