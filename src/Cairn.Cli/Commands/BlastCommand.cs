using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Lineage;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>The way forward from a checkpoint: what it predicted, and how that turned out.</summary>
internal sealed class BlastCommand : CairnCommand
{
    private readonly CheckpointName _checkpoint = new();
    private readonly Option<bool> _list = new("--list") { Description = "Every prediction, newest first" };

    public BlastCommand() : base("blast", "Show what a checkpoint predicted, and how that turned out")
    {
        _checkpoint.AddTo(this);
        Options.Add(_list);
    }

    public override IReadOnlyList<string> Examples =>
        ["cairn blast dqn_agent_20250725_143500", "cairn blast champion --list --json"];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        var blast = CheckpointBlast.Read(call, store, Find(call, store));
        var page = new BlastPage(call, blast, call.Get(_list));
        return call.Json ? page.WriteJson() : page.Write();
    }

    /// <summary>By its very id where it has predicted: it may be gone long since.</summary>
    private string Find(CliCall call, IRunStore store)
    {
        string typed = _checkpoint.Typed(call)!;
        if (CheckpointBlast.HasPredicted(store.Predictions, typed))
        {
            return typed;
        }

        using CheckpointStore checkpoints = call.OpenCheckpoints();
        return _checkpoint.Find(call, checkpoints).CheckpointId;
    }
}
