using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Checkpoints.Layout;
using Cairn.Cli.Checkpoints;
using Cairn.Cli.Output;
using Cairn.IO;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Brings a checkpoint back.</summary>
internal sealed class RestoreCommand : CairnCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "Its id, or the beginning of its id" };

    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "DIR",
        Description = "A backup, for what is not in the trash",
    };

    public RestoreCommand() : base("restore", "Bring a checkpoint back from the trash or a backup, verified")
    {
        Arguments.Add(_id);
        Options.Add(_from);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn checkpoints restore dqn_agent_20250725_143500",
        "cairn checkpoints restore dqn_agent_20250725_143500 --from /mnt/nas/checkpoints",
    ];

    public override int Run(CliCall call)
    {
        string? backup = call.Get(_from) is { } folder ? BackupFolder.Existing(folder) : null;
        using CheckpointStore store = call.OpenCheckpoints(new CheckpointOptions { BackupDirectory = backup });
        string id = Find(call.Get(_id), Candidates(store, backup), backup);
        CheckpointMetadata restored = store.Manager.Restore(id);
        if (call.Json)
        {
            return JsonOutput.Write(call.Terminal, json => CheckpointText.WriteJson(json, restored, store.Layout));
        }

        call.Terminal.Out.WriteLine(Plain.Text($"{restored.CheckpointId} is back, and sound."));
        call.Terminal.Out.WriteLine(Plain.Text(
            $"If retention may take it again, `cairn checkpoints pin {restored.CheckpointId}` keeps it."));
        return ExitCodes.Done;
    }

    private static string[] Candidates(CheckpointStore store, string? backup)
    {
        IEnumerable<string> trashed = store.Manager.ListTrash().Select(one => one.CheckpointId);
        if (backup is not null)
        {
            var layout = new CheckpointLayout(PhysicalFileSystem.Instance, backup);
            trashed = trashed.Concat(layout.ModelFolders().SelectMany(layout.Files.ListDirectories)
                .Select(path => Path.GetFileName(path)).Where(CheckpointLayout.IsName));
        }

        return [.. trashed.Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Find(string typed, string[] candidates, string? backup)
    {
        string[] found = candidates.Contains(typed)
            ? [typed]
            : [.. candidates.Where(id => id.StartsWith(typed, StringComparison.Ordinal))];
        return found switch
        {
            [var one] => one,
            [] => throw new CliException($"\"{typed}\" is neither in the trash nor in "
                + (backup is null ? "a backup; name its folder with --from if you have one." : backup + ".")
                + " `cairn checkpoints trash` lists what is there."),
            _ => throw CheckpointFinder.Ambiguous(typed, found),
        };
    }
}
