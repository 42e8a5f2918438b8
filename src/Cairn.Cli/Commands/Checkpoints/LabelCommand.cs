using Cairn.Checkpoints;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Says something of one checkpoint that its model's labels keep.</summary>
internal abstract class LabelCommand(string name, string description) : CairnCommand(name, description)
{
    protected CheckpointName Checkpoint { get; } = new();

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        CheckpointMetadata found = Checkpoint.Find(call, store);
        string done = Label(call, store.Manager, found);
        if (call.Json)
        {
            CheckpointMetadata labelled = store.Model(found.ModelName).All
                .First(one => one.CheckpointId == found.CheckpointId);
            return JsonOutput.Write(call.Terminal, json => CheckpointText.WriteJson(json, labelled, store.Layout));
        }

        call.Terminal.Out.WriteLine(Plain.Text(done));
        return ExitCodes.Done;
    }

    /// <summary>Labels it, and gives the sentence that says so.</summary>
    protected abstract string Label(CliCall call, CheckpointManager manager, CheckpointMetadata found);
}
