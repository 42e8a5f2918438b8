using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Keeps a checkpoint for ever.</summary>
internal sealed class PinCommand : LabelCommand
{
    private readonly Option<string?> _reason = new("--reason") { HelpName = "TEXT", Description = "Why, for people" };

    public PinCommand() : base("pin", "Keep a checkpoint whatever pruning says")
    {
        Checkpoint.AddTo(this);
        Options.Add(_reason);
    }

    public override IReadOnlyList<string> Examples =>
        ["cairn checkpoints pin best --reason \"in the paper\""];

    protected override string Label(CliCall call, CheckpointManager manager, CheckpointMetadata found)
    {
        manager.Pin(found.CheckpointId, call.Get(_reason) ?? "");
        return $"{found.CheckpointId} is pinned: no pruning takes it.";
    }
}
