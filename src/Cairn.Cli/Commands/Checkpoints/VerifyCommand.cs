using System.CommandLine;
using Cairn.Checkpoints;
using Cairn.Cli.Arguments;
using Cairn.Cli.Checkpoints;

namespace Cairn.Cli.Commands.Checkpoints;

/// <summary>Proves that checkpoints are what was written, and fails where one is not.</summary>
internal sealed class VerifyCommand : CairnCommand
{
    private readonly CheckpointName _checkpoint = new(isOptional: true);
    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Only manifests and lengths, not every byte",
    };

    private readonly Option<string?> _backup = new("--backup")
    {
        HelpName = "DIR",
        Description = "Check the copies in this backup, too",
    };

    public VerifyCommand() : base("verify", "Check that checkpoints are what was written; all of them without an ID")
    {
        _checkpoint.AddTo(this);
        Options.Add(_quick);
        Options.Add(_backup);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn checkpoints verify",
        "cairn checkpoints verify best",
        "cairn checkpoints verify --backup /mnt/nas/checkpoints",
    ];

    public override int Run(CliCall call)
    {
        string? backup = call.Get(_backup) is { } folder ? BackupFolder.Existing(folder) : null;
        using CheckpointStore store = call.OpenCheckpoints(new CheckpointOptions { BackupDirectory = backup });
        VerificationDepth depth = call.Get(_quick) ? VerificationDepth.Quick : VerificationDepth.Full;
        var report = new VerificationReport(call, store.Folder, depth);
        foreach (CheckpointVerification one in Verify(call, store, depth))
        {
            report.Add(one);
        }

        return report.Finish();
    }

    private IEnumerable<CheckpointVerification> Verify(CliCall call, CheckpointStore store, VerificationDepth depth)
    {
        (string? typed, string? model) = (_checkpoint.Typed(call), _checkpoint.Model(call));
        if (typed is null && model is null)
        {
            CancellationToken stop = call.Context.Stop;
            return store.Manager.VerifyAll(depth, stop).Concat(store.Manager.VerifyBackup(depth, stop));
        }

        if (call.Get(_backup) is not null)
        {
            throw new CliException("With --backup everything is checked: leave out ID and --model.", ExitCodes.BadUsage);
        }

        IEnumerable<string> ids = typed is null
            ? store.Layout.CheckpointNames(store.Model(model).Name)
            : [Find(call, store, typed)];
        return ids.Select(id => store.Manager.Verify(id, depth, call.Context.Stop));
    }

    /// <summary>A folder by its exact name before anything else: one that is damaged may be in no list.</summary>
    private string Find(CliCall call, CheckpointStore store, string typed) =>
        store.HasFolder(typed) ? typed : _checkpoint.Find(call, store).CheckpointId;
}
