using System.CommandLine;
using System.CommandLine.Parsing;
using Cairn.Cli.Checkpoints;

namespace Cairn.Cli.Arguments;

/// <summary>What checkpoints are ranked by: what was asked for, else what the model is ranked by.</summary>
internal sealed class MetricInput
{
    private readonly Option<string?> _metric = new("--metric")
    {
        HelpName = "M",
        Description = "Rank by this metric [default: the one saved with the newest]",
    };

    private readonly Option<MetricGoal?> _goal = new("--goal")
    {
        HelpName = "min|max",
        Description = "Which way it gets better [default: as saved, else min]",
        CustomParser = ParseGoal,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_metric);
        command.Options.Add(_goal);
    }

    /// <summary>The metric is null where nobody named one, then or now.</summary>
    public (string? Metric, MetricGoal Goal) Read(CliCall call, ModelCheckpoints model)
    {
        string? metric = call.Get(_metric) ?? model.Metric;
        MetricGoal saved = metric == model.Metric ? model.Goal : MetricGoal.Minimize;
        return (metric, call.Get(_goal) ?? saved);
    }

    private static MetricGoal? ParseGoal(ArgumentResult result)
    {
        switch (result.Tokens[0].Value.ToLowerInvariant())
        {
            case "min": return MetricGoal.Minimize;
            case "max": return MetricGoal.Maximize;
            default:
                result.AddError($"\"{result.Tokens[0].Value}\" is no goal; give min or max.");
                return null;
        }
    }
}
