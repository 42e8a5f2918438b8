using Cairn.IO;

namespace Cairn.Tests.Support;

/// <summary>Passes everything on; what derives from it changes what it needs. As thread-safe as what it wraps.</summary>
internal abstract class PassingFileSystem(IFileSystem inner) : IFileSystem
{
    public virtual void CreateDirectory(string path) => inner.CreateDirectory(path);

    public virtual bool DirectoryExists(string path) => inner.DirectoryExists(path);

    public virtual bool FileExists(string path) => inner.FileExists(path);

    public virtual long FileLength(string path) => inner.FileLength(path);

    public virtual IReadOnlyList<string> ListDirectories(string path) => inner.ListDirectories(path);

    public virtual IReadOnlyList<string> ListFiles(string path, string pattern) => inner.ListFiles(path, pattern);

    public virtual IDurableFile Open(string path, FileIntent intent) => inner.Open(path, intent);

    public virtual IMappedFile CreateMapped(string path, long capacityBytes) => inner.CreateMapped(path, capacityBytes);

    public virtual IFileLock? TryLock(string path) => inner.TryLock(path);

    public virtual void Move(string from, string to) => inner.Move(from, to);

    public virtual void DeleteFile(string path) => inner.DeleteFile(path);

    public virtual void DeleteDirectory(string path) => inner.DeleteDirectory(path);

    public virtual void SyncDirectory(string path) => inner.SyncDirectory(path);

    public virtual long LastChange(string folder) => inner.LastChange(folder);

    public virtual long FreeBytes(string path) => inner.FreeBytes(path);
}
