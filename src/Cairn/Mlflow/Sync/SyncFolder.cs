using Cairn.IO;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// What a store knows of one target: for each run how far it was sent, a lock for whoever sends it, and the wish that it be
/// sent. Safe for any number of threads and processes.
/// </summary>
/// <param name="files">The door to files.</param>
/// <param name="store">The store's folder.</param>
/// <param name="uri">The target.</param>
internal sealed class SyncFolder(IFileSystem files, string store, string uri)
{
    private const string WishSuffix = ".wish";

    private readonly string _folder = Path.Combine(store, "mlflow", TargetKey.Of(uri));

    /// <summary>Says that the run is to be sent, also when this process does not live to do it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Wish(string run)
    {
        files.CreateDirectory(_folder);
        using IDurableFile wish = files.Open(PathOf(run, WishSuffix), FileIntent.Append);
        wish.Append("+"u8);
    }

    public bool IsWished(string run) => files.FileExists(PathOf(run, WishSuffix));

    /// <summary>How often it was wished: whoever goes on with a run wishes again.</summary>
    public long CountWishes(string run) => IsWished(run) ? files.FileLength(PathOf(run, WishSuffix)) : 0;

    /// <summary>False when it was wished again since the wishes were counted. Call with the lock held.</summary>
    public bool TryFulfil(string run, long wishes)
    {
        if (CountWishes(run) != wishes)
        {
            return false;
        }

        files.DeleteFile(PathOf(run, WishSuffix));
        return true;
    }

    /// <summary>Runs that are to be sent and were not, or not completely.</summary>
    public IReadOnlyList<string> Wishes() =>
    [
        .. files.ListFiles(_folder, "*" + WishSuffix).Select(path => Path.GetFileName(path)[..^WishSuffix.Length]),
    ];

    /// <summary>Null while another sends the run.</summary>
    public IFileLock? TryLock(string run)
    {
        files.CreateDirectory(_folder);
        return files.TryLock(PathOf(run, ".lock"));
    }

    /// <summary>A new one when there is none, or none that can be read.</summary>
    public SyncState Read(string run)
    {
        string path = PathOf(run, ".json");
        if (!files.FileExists(path))
        {
            return new SyncState();
        }

        using IDurableFile file = files.Open(path, FileIntent.Read);
        byte[] content = new byte[file.Length];
        int read = file.Read(0, content);
        return SyncStateJson.Read(content.AsMemory(0, read)) ?? new SyncState();
    }

    /// <summary>Call with the lock held.</summary>
    public void Write(string run, SyncState state) =>
        files.Replace(PathOf(run, ".json"), SyncStateJson.Write(state), toDisk: false);

    private string PathOf(string run, string suffix) => Path.Combine(_folder, FolderSlug.Of(run) + suffix);
}
