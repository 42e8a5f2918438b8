using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Everything about one checkpoint on a page.</summary>
internal sealed class ShowCheckpointCommand : CairnCommand
{
    private readonly CheckpointName _checkpoint = new();
    private readonly Option<bool> _all = new("--all") { Description = "Every tensor, however many there are" };

    public ShowCheckpointCommand() : base("show", "Show everything about a checkpoint on one page")
    {
        _checkpoint.AddTo(this);
        Options.Add(_all);
    }

    public override IReadOnlyList<string> Examples =>
        ["cairn checkpoints show best", "cairn checkpoints show dqn_agent_20250725_143500 --all"];

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        CheckpointMetadata found = _checkpoint.Find(call, store);
        var details = CheckpointDetails.Read(store, found);
        return call.Json
            ? CheckpointJson.Write(call.Terminal, store, details)
            : new CheckpointPage(call, store, details, call.Get(_all)).Write();
    }
}
