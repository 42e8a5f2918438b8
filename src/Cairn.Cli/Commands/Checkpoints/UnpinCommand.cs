using Cairn.Checkpoints;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Leaves a checkpoint to retention again.</summary>
internal sealed class UnpinCommand : LabelCommand
{
    public UnpinCommand() : base("unpin", "Let pruning take a checkpoint again") => Checkpoint.AddTo(this);

    public override IReadOnlyList<string> Examples => ["cairn checkpoints unpin dqn_agent_20250725_143500"];

    protected override string Label(CliCall call, CheckpointManager manager, CheckpointMetadata found)
    {
        manager.Unpin(found.CheckpointId);
        return found.PinnedBecause is null
            ? $"{found.CheckpointId} was not pinned."
            : $"{found.CheckpointId} is not pinned any more: pruning may take it.";
    }
}
