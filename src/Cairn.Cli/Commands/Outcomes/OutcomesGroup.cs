namespace Cairn.Cli.Commands.Outcomes;

/// <summary>Everything about what became of predictions.</summary>
internal sealed class OutcomesGroup : CommandGroup
{
    public OutcomesGroup() : base("outcomes", "Look at what turned out to be true for predictions")
    {
        CairnCommand[] members = [new ListOutcomesCommand()];
        foreach (CairnCommand member in members)
        {
            Subcommands.Add(member);
        }
    }

    public override IReadOnlyList<string> Examples => ["cairn outcomes list", "cairn outcomes list --status waiting"];
}
