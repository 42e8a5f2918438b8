namespace Cairn.Cli.Commands.Outcomes;

/// <summary>What turned out to be true for predictions.</summary>
internal sealed class OutcomesGroup : CommandGroup
{
    public OutcomesGroup() : base("outcomes", "Hand in and list what turned out to be true") =>
        Subcommands.Add(new ImportCommand());

    public override IReadOnlyList<string> Examples => ["cairn outcomes import outcomes.csv"];
}
