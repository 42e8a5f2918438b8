using Cairn.Checkpoints.Layout;
using Cairn.IO;
using Cairn.Mlflow.Targets;
using Cairn.Storage;

namespace Cairn.Cli;

/// <summary>The one place where the command line meets a store.</summary>
internal static class StoreAccess
{
    public static IRunStore Open(string folder) => RunStore.Open(folder);

    /// <summary>Brings in what ended processes left; nothing where another process writes the store, as that one does.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be written.</exception>
    public static RecoveryReport Recover(string folder, Action<CairnFailure> onFailure) =>
        CairnTracker.Recover(folder, new CairnOptions { OnFailure = onFailure });

    /// <summary>Opens a store to look after its checkpoints.</summary>
    public static CairnTracker OpenTracker(string folder, Action<CairnFailure> onFailure) =>
        CairnTracker.Open(folder, new CairnOptions { OnFailure = onFailure });

    public static IMlflowTarget OpenMlflow(string uri) =>
        MlflowTargets.Open(uri, PhysicalFileSystem.Instance, TimeProvider.System);

    /// <summary>Without log files: they would tell nothing that the source does not.</summary>
    public static CairnTracker OpenForImport(string folder, Action<CairnFailure> onFailure) =>
        CairnTracker.Open(folder, new CairnOptions { OnFailure = onFailure, WriteLogFiles = false });

    /// <summary>Where checkpoints are, if a process with this environment makes them.</summary>
    public static CheckpointLayout Checkpoints(string folder) => new(
        PhysicalFileSystem.Instance, new CairnOptions().ResolveCheckpointDirectory(Path.GetFullPath(folder)));

    /// <summary>Where the parts of a store are, if its log files are where a process with this environment puts them.</summary>
    public static StoreLayout Layout(string folder)
    {
        string root = Path.GetFullPath(folder);
        return new StoreLayout(PhysicalFileSystem.Instance, root, new CairnOptions().ResolveLogDirectory(root));
    }
}
