using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Retention;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Copies checkpoints to another folder.</summary>
internal sealed class BackupCommand : CairnCommand
{
    private readonly CheckpointName _checkpoint = new(isOptional: true);

    private readonly Option<string> _to = new("--to")
    {
        HelpName = "DIR",
        Description = "The folder, best on another disk",
        Required = true,
    };

    public BackupCommand() : base("backup", "Copy checkpoints to another folder, verified; all of them without an ID")
    {
        _checkpoint.AddTo(this);
        Options.Add(_to);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn checkpoints backup --to /mnt/nas/checkpoints",
        "cairn checkpoints backup best --to /mnt/nas/checkpoints",
    ];

    public override int Run(CliCall call)
    {
        using CheckpointStore store = call.OpenCheckpoints();
        string to = BackupFolder.Other(call.Get(_to)!, store.Folder);
        IReadOnlyList<CheckpointMetadata> chosen = _checkpoint.Typed(call) is null
            ? [.. store.Models(_checkpoint.Model(call)).SelectMany(model => model.All)]
            : [_checkpoint.Find(call, store)];

        // Whoever copies by hand wants nothing deleted there.
        CheckpointManager copier = store.Open(new CheckpointOptions { BackupDirectory = to, Retention = Keep.All });
        var results = chosen.Select(one => (Checkpoint: one, Problem: TryCopy(copier, one))).ToList();
        if (call.Json)
        {
            WriteJson(call.Terminal, to, results);
        }
        else
        {
            Write(call.Terminal, to, results);
        }

        return results.All(one => one.Problem is null) ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>What went wrong; null when it is there. One that is damaged is no reason to leave out the others.</summary>
    private static string? TryCopy(CheckpointManager copier, CheckpointMetadata one)
    {
        try
        {
            copier.BackUp(one.CheckpointId);
            return null;
        }
        catch (CheckpointException error)
        {
            return error.Message;
        }
    }

    private static void Write(
        Terminal terminal, string to, List<(CheckpointMetadata Checkpoint, string? Problem)> results)
    {
        foreach ((CheckpointMetadata? checkpoint, string? problem) in results.Where(one => one.Problem is not null))
        {
            terminal.Out.WriteLine(Plain.Text($"NOT COPIED: {checkpoint.CheckpointId}. {problem}"));
        }

        CheckpointMetadata[] copied = [.. results.Where(one => one.Problem is null).Select(one => one.Checkpoint)];
        terminal.Out.WriteLine(Plain.Text(results.Count == 0
            ? "Nothing to copy: there are no checkpoints yet."
            : $"{CheckpointText.Count(copied.Length)}, {Numbers.Bytes(copied.Sum(one => one.Bytes))}, "
                + $"in {to}, every copy verified."));
    }

    private static void WriteJson(
        Terminal terminal, string to, List<(CheckpointMetadata Checkpoint, string? Problem)> results) =>
        JsonOutput.Write(terminal, json =>
        {
            json.Text("to", to);
            json.Objects("checkpoints", results, one =>
            {
                json.Text("id", one.Checkpoint.CheckpointId);
                json.Text("model", one.Checkpoint.ModelName);
                json.Integer("bytes", one.Checkpoint.Bytes);
                json.Text("problem", one.Problem);
            });
        });
}
