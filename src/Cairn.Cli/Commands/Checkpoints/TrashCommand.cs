using System.CommandLine;
using Cairn.Checkpoints.Retention;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>What was taken away and can still come back.</summary>
internal sealed class TrashCommand : CairnCommand
{
    private readonly Option<bool> _empty = new("--empty") { Description = "Delete all of it now" };

    public TrashCommand() : base("trash", "List checkpoints that can still come back, or delete them") =>
        Options.Add(_empty);

    public override IReadOnlyList<string> Examples =>
        ["cairn checkpoints trash", "cairn checkpoints trash --empty"];

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        (TrashedCheckpoint Checkpoint, long Bytes)[] all =
            [.. store.Manager.ListTrash().Select(one => (one, FolderSize.Of(one.Folder)))];
        bool empties = call.Get(_empty);
        int deleted = empties ? store.Manager.EmptyTrash() : 0;
        if (call.Json)
        {
            return WriteJson(call.Terminal, all, deleted);
        }

        if (all.Length == 0)
        {
            call.Terminal.Out.WriteLine("The trash is empty.");
        }
        else if (empties)
        {
            call.Terminal.Out.WriteLine(
                $"Deleted {CheckpointText.Count(deleted)}, {Numbers.Bytes(all.Sum(one => one.Bytes))}.");
        }
        else
        {
            WriteTable(call, all);
        }

        return ExitCodes.Done;
    }

    private static void WriteTable(CliCall call, (TrashedCheckpoint Checkpoint, long Bytes)[] all)
    {
        var table = new Table(new("Checkpoint"), new("Size", IsNumber: true), new("Deleted after"));
        foreach ((TrashedCheckpoint? one, long bytes) in all)
        {
            table.Add(
                Plain.Text(one.CheckpointId), Numbers.Bytes(bytes), Times.Short(one.DeletedAfterUtc, call.Context.Time));
        }

        table.Write(call.Terminal);
        call.Terminal.Out.WriteLine("`cairn checkpoints restore ID` brings one back; `--empty` deletes all now.");
    }

    private static int WriteJson(Terminal terminal, (TrashedCheckpoint Checkpoint, long Bytes)[] all, int deleted) =>
        JsonOutput.Write(terminal, json =>
        {
            json.Objects("trash", all, one =>
            {
                json.Text("id", one.Checkpoint.CheckpointId);
                json.Time("deleted_after_utc", one.Checkpoint.DeletedAfterUtc);
                json.Text("folder", one.Checkpoint.Folder);
                json.Integer("bytes", one.Bytes);
            });
            json.Integer("deleted", deleted);
        });
}
