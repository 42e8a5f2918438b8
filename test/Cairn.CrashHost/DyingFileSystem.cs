using Cairn.IO;
using Cairn.Tests.Support;

namespace Cairn.CrashHost;

/// <summary>
/// A file system that ends the process right before its n-th change, or in the middle of its n-th append. What a change
/// leaves behind is what the next one finds, so dying after each is dying before the next.
/// </summary>
internal sealed class DyingFileSystem(IFileSystem inner, DeathNote note) : PassingFileSystem(inner)
{
    public override void CreateDirectory(string path)
    {
        note.Change();
        base.CreateDirectory(path);
    }

    public override IDurableFile Open(string path, FileIntent intent)
    {
        if (intent == FileIntent.Read)
        {
            return base.Open(path, intent);
        }

        note.Change();
        return new DyingFile(base.Open(path, intent), note);
    }

    public override IFileLock? TryLock(string path)
    {
        note.Change();
        return base.TryLock(path);
    }

    public override void Move(string from, string to)
    {
        note.Change();
        base.Move(from, to);
    }

    public override void DeleteFile(string path)
    {
        note.Change();
        base.DeleteFile(path);
    }

    /// <summary>File by file, because dying in the middle is what matters.</summary>
    public override void DeleteDirectory(string path)
    {
        foreach (string file in ListFiles(path, "*"))
        {
            DeleteFile(file);
        }

        note.Change();
        base.DeleteDirectory(path);
    }

    public override void SyncDirectory(string path)
    {
        note.Change();
        base.SyncDirectory(path);
    }
}
