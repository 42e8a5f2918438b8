namespace Cairn.Cli.Commands.Outcomes;

/// <summary>Everything about what became of predictions.</summary>
internal sealed class OutcomesGroup : CommandGroup
{
    public OutcomesGroup() : base("outcomes", "Hand in and list what turned out to be true for predictions")
    {
        Subcommands.Add(new ImportCommand());
        Subcommands.Add(new ListOutcomesCommand());
    }

    public override IReadOnlyList<string> Examples =>
        ["cairn outcomes import outcomes.csv", "cairn outcomes list", "cairn outcomes list --status waiting"];
}
