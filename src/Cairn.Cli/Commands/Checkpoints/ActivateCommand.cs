using Cairn.Checkpoints;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Chooses what loading a model takes.</summary>
internal sealed class ActivateCommand : LabelCommand
{
    public ActivateCommand() : base("activate", "Make a checkpoint the one that loading its model takes") =>
        Checkpoint.AddTo(this);

    public override IReadOnlyList<string> Examples => ["cairn checkpoints activate best"];

    protected override string Label(CliCall call, CheckpointManager manager, CheckpointMetadata found)
    {
        manager.Activate(found.CheckpointId);
        return $"Loading {found.ModelName} takes {found.CheckpointId} now.";
    }
}
