using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Cli.Checkpoints;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Gives a checkpoint a name that can move on to another.</summary>
internal sealed class AliasCommand : LabelCommand
{
    private readonly Argument<string> _alias = new("NAME")
    {
        Description = "As champion; moved here where it is another's",
    };

    private readonly Option<bool> _remove = new("--remove") { Description = "Take the name away instead" };

    public AliasCommand() : base("alias", "Point a name of your own at a checkpoint")
    {
        Arguments.Add(_alias);
        Checkpoint.AddTo(this);
        Options.Add(_remove);
        _alias.Validators.Add(result =>
        {
            if (result.Tokens[0].Value is "" or CheckpointFinder.Best or CheckpointFinder.Latest)
            {
                result.AddError($"\"{result.Tokens[0].Value}\" cannot be an alias: it has a meaning already.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn checkpoints alias champion best",
        "cairn checkpoints show champion",
        "cairn checkpoints alias champion champion --remove",
    ];

    protected override string Label(CliCall call, CheckpointManager manager, CheckpointMetadata found)
    {
        string alias = call.Get(_alias);
        if (call.Get(_remove))
        {
            manager.RemoveAlias(found.ModelName, alias);
            return $"{alias} means nothing any more.";
        }

        string? other = manager.FindCheckpoint(found.ModelName, alias)?.CheckpointId;
        string before = other is null || other == found.CheckpointId ? "" : $" and no more {other}";
        manager.SetAlias(alias, found.CheckpointId);
        return $"{alias} means {found.CheckpointId} now{before}. It is kept as long as it does.";
    }
}
