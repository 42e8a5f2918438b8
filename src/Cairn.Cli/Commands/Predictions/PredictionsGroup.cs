namespace Cairn.Cli.Commands.Predictions;

/// <summary>Everything that looks at predictions.</summary>
internal sealed class PredictionsGroup : CommandGroup
{
    public PredictionsGroup() : base("predictions", "Look at what models predicted, and how they did")
    {
        CairnCommand[] members =
        [
            new TailPredictionsCommand(),
            new ListPredictionsCommand(),
            new StatsCommand(),
            new CalibrationCommand(),
            new AlarmsCommand(),
            new RebuildCommand(),
        ];
        foreach (CairnCommand member in members)
        {
            Subcommands.Add(member);
        }
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn predictions tail --follow",
        "cairn predictions list --around 14:35",
        "cairn predictions stats dqn_agent",
    ];
}
