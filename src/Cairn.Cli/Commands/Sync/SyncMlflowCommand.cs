using System.CommandLine;
using Cairn.Cli.Arguments;
using Cairn.Cli.Mlflow;
using Cairn.Cli.Output;
using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Sync;
using Cairn.Mlflow.Targets;
using Cairn.Storage;

namespace Cairn.Cli.Commands.Sync;

/// <summary>Sends to MLflow what it does not have yet.</summary>
internal sealed class SyncMlflowCommand : CairnCommand
{
    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Ids, beginnings of ids, names, or `latest` [default: all that were not sent completely]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _uri = new("--uri")
    {
        HelpName = "URI",
        Description = "http://server:5000, sqlite:///mlflow.db or a folder [default: CAIRN_MLFLOW_URI, "
            + "TOTO_MLFLOW_URI, MLFLOW_TRACKING_URI, else mlflow.db in the store]",
    };

    private readonly Option<bool> _all = new("--all")
    {
        Description = "Look again at runs that were sent completely",
    };

    public SyncMlflowCommand() : base("mlflow", "Send to MLflow what it does not have yet")
    {
        Arguments.Add(_runs);
        Options.Add(_uri);
        Options.Add(_all);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "cairn sync mlflow",
        "cairn sync mlflow latest --uri http://mlflow.example:5000",
        "cairn sync mlflow --all --uri sqlite:///mlflow.db --json",
    ];

    public override int Run(CliCall call)
    {
        using IRunStore store = call.OpenStore();
        string root = Path.GetFullPath(call.Folder);
        string uri = new CairnOptions { MlflowUri = call.Get(_uri) }.ResolveMlflowUri(root);
        using IMlflowTarget target = call.Context.OpenMlflow(uri);
        var folder = new SyncFolder(PhysicalFileSystem.Instance, root, uri);
        var places = new SyncPlaces(store, target, folder, StoreAccess.Checkpoints(call.Folder));
        var session = new SyncSession(call, places, call.Get(_all));
        session.Send(Choose(call, store));
        var output = new SyncOutput(call, TargetKey.Plain(uri), session);
        return call.Json ? output.WriteJson() : output.Write();
    }

    private List<RunInfo> Choose(CliCall call, IRunStore store)
    {
        string[] asked = call.GetOptional(_runs) ?? [];
        if (asked.Length > 0)
        {
            return [.. asked.Select(text => RunArgument.Find(call, store, text)).DistinctBy(run => run.Id)];
        }

        List<RunInfo> runs = [.. store.ListRuns(new RunFilter { Limit = int.MaxValue })];
        runs.Reverse(); // the oldest first, as they were made
        return runs;
    }
}
