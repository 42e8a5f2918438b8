using Cairn.Draining;
using Cairn.IO;
using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Cli;

/// <summary>The one place where the command line meets a kind of store.</summary>
internal static class StoreAccess
{
    public static IRunStore Open(string folder) => new SqliteRunStore(folder);

    /// <summary>Brings in what ended processes left; nothing where another process writes the store, as that one does.</summary>
    /// <exception cref="IOException">The store cannot be locked, and so cannot be written.</exception>
    public static RecoveryReport Recover(string folder, Action<CairnFailure> onFailure)
    {
        // Tried here first: in a store that cannot be locked, the tracker would wait for the lock without an end.
        using (IFileLock? writer = PhysicalFileSystem.Instance.TryLock(Places(folder).WriterLock))
        {
            if (writer is null)
            {
                return new RecoveryReport(0, 0, 0);
            }
        }

        return CairnTracker.Recover(folder, new CairnOptions { OnFailure = onFailure });
    }

    /// <summary>Where the parts of a store are, if its log files are where a process with this environment puts them.</summary>
    public static StorePlaces Places(string folder)
    {
        string root = Path.GetFullPath(folder);
        return new StorePlaces(PhysicalFileSystem.Instance, root, new CairnOptions().ResolveLogDirectory(root));
    }
}
