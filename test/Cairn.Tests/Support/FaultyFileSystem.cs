using Cairn.IO;

namespace Cairn.Tests.Support;

/// <summary>
/// A file system whose n-th operation fails. Let n grow until a run passes without a fault, and every place where the
/// code under test can fail has been seen:
/// <code>
/// for (var n = 0; ; n++)
/// {
///     var files = new FaultyFileSystem(PhysicalFileSystem.Instance, new FaultPlan(n));
///     … run, check what must hold whether or not it threw …
///     if (!files.Fired) break;
/// }
/// </code>
/// A failing operation does nothing, but for the torn bytes of an append. As thread-safe as what it wraps.
/// </summary>
internal sealed class FaultyFileSystem(IFileSystem inner, FaultPlan plan) : IFileSystem
{
    private readonly FaultInjector _faults = new(plan);

    /// <summary>Whether any operation has been made to fail.</summary>
    public bool Fired => _faults.Fired;

    /// <summary>How many operations of these kinds were tried, failed ones included.</summary>
    public int Count(FileOperations kinds) => _faults.Count(kinds);

    public void CreateDirectory(string path)
    {
        _faults.Check(FileOperations.CreateDirectory, path);
        inner.CreateDirectory(path);
    }

    public bool DirectoryExists(string path) => inner.DirectoryExists(path);

    public bool FileExists(string path) => inner.FileExists(path);

    public long FileLength(string path)
    {
        _faults.Check(FileOperations.List, path);
        return inner.FileLength(path);
    }

    public IReadOnlyList<string> ListDirectories(string path)
    {
        _faults.Check(FileOperations.List, path);
        return inner.ListDirectories(path);
    }

    public IReadOnlyList<string> ListFiles(string path, string pattern)
    {
        _faults.Check(FileOperations.List, path);
        return inner.ListFiles(path, pattern);
    }

    public IDurableFile Open(string path, FileIntent intent)
    {
        _faults.Check(FileOperations.Open, path);
        return new FaultyFile(inner.Open(path, intent), _faults);
    }

    public IMappedFile CreateMapped(string path, long capacityBytes)
    {
        _faults.Check(FileOperations.Map, path);
        return new FaultyMappedFile(inner.CreateMapped(path, capacityBytes), _faults);
    }

    public IFileLock? TryLock(string path)
    {
        _faults.Check(FileOperations.Lock, path);
        return inner.TryLock(path);
    }

    public void Move(string from, string to)
    {
        _faults.Check(FileOperations.Move, from);
        inner.Move(from, to);
    }

    public void DeleteFile(string path)
    {
        _faults.Check(FileOperations.Delete, path);
        inner.DeleteFile(path);
    }

    public void DeleteDirectory(string path)
    {
        _faults.Check(FileOperations.Delete, path);
        inner.DeleteDirectory(path);
    }

    public void SyncDirectory(string path)
    {
        _faults.Check(FileOperations.SyncDirectory, path);
        inner.SyncDirectory(path);
    }

    public long LastChange(string folder)
    {
        _faults.Check(FileOperations.List, folder);
        return inner.LastChange(folder);
    }

    public long FreeBytes(string path)
    {
        _faults.Check(FileOperations.List, path);
        return inner.FreeBytes(path);
    }
}
