using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Makes the index what the folders say.</summary>
internal sealed class ReindexCommand() : CairnCommand("reindex", "Compare the index with the folders, and mend it")
{
    public override IReadOnlyList<string> Examples => ["cairn checkpoints reindex"];

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        int mended = store.Manager.Reindex();
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json => json.Integer("mended", mended));
        }

        call.Terminal.Out.WriteLine(mended == 0
            ? "The index is what the folders say."
            : $"Mended {Numbers.Count(mended)} {(mended == 1 ? "entry" : "entries")} of the index.");
        return ExitCodes.Done;
    }
}
