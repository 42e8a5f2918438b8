using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Moves checkpoints that are not worth their room to the trash.</summary>
internal sealed class PruneCommand : CairnCommand
{
    private readonly ModelName _model = new();
    private readonly MetricInput _metric = new();

    private readonly Option<int> _keep = new("--keep")
    {
        HelpName = "N",
        Description = "Keep the newest N",
        DefaultValueFactory = _ => CheckpointOptions.DefaultLatest,
    };

    private readonly Option<int> _best = new("--keep-best")
    {
        HelpName = "K",
        Description = "Keep the best K; 0 for none",
        DefaultValueFactory = _ => CheckpointOptions.DefaultBest,
    };

    private readonly Option<int?> _every = new("--every")
    {
        HelpName = "E",
        Description = "Keep those of every E-th epoch, too",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would go" };

    public PruneCommand() : base("prune", "Move checkpoints that are not worth their room to the trash")
    {
        _model.AddTo(this);
        Options.Add(_keep);
        Options.Add(_best);
        _metric.AddTo(this);
        Options.Add(_every);
        Options.Add(_dryRun);
        _keep.RequireAtLeast(1);
        _best.RequireAtLeast(0);
        _every.RequireAtLeast(1);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn checkpoints prune --dry-run",
        "cairn checkpoints prune dqn_agent --keep 2 --keep-best 1 --metric reward --goal max",
    ];

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        ModelCheckpoints model = store.Model(_model.Read(call));
        (IRetentionPolicy policy, string words) = Policy(call, model);
        var options = new CheckpointOptions { Retention = policy };
        bool isDryRun = call.Get(_dryRun);
        PruneReport report = store.Open(options).Prune(model.Name, isDryRun);
        var output = new PruneOutput(call, store, model, report, isDryRun);
        return call.Json ? output.WriteJson() : output.Write(words, options.KeepInTrash);
    }

    private (IRetentionPolicy Policy, string Words) Policy(CliCall call, ModelCheckpoints model)
    {
        (string? metric, MetricGoal goal) = _metric.Read(call, model);
        var policies = new List<IRetentionPolicy> { Keep.Latest(call.Get(_keep)) };
        var words = new List<string> { $"the newest {call.Get(_keep)}" };
        if (call.Get(_best) is > 0 and var best && metric is not null)
        {
            policies.Add(Keep.Best(best, metric, goal));
            words.Add($"the best {best} by {metric} ({CheckpointText.Goal(goal)})");
        }

        if (call.Get(_every) is { } every)
        {
            policies.Add(Keep.EveryEpochs(every));
            words.Add($"epochs divisible by {every}");
        }

        return (Keep.Any(policies), Plain.Text(string.Join(", ", words)));
    }
}
