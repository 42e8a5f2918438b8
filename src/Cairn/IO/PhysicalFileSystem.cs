using System.Runtime.InteropServices;

namespace Cairn.IO;

/// <summary>The operating system's files. Stateless, safe for any number of threads.</summary>
internal sealed class PhysicalFileSystem : IFileSystem
{
    public static readonly PhysicalFileSystem Instance = new();

    // Hidden files count, nothing is skipped in silence, and the case of names matters on every system.
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        MatchCasing = MatchCasing.CaseSensitive,
        MatchType = MatchType.Simple,
    };

    private PhysicalFileSystem()
    {
    }

    public void CreateDirectory(string path) =>
        Guard("create the folder", path, static p => Directory.CreateDirectory(p));

    public bool DirectoryExists(string path) => Directory.Exists(path);

    public bool FileExists(string path) => File.Exists(path);

    public long FileLength(string path) => Guard("measure", path, static p => new FileInfo(p).Length);

    public IReadOnlyList<string> ListDirectories(string path) =>
        List(path, static p => Directory.GetDirectories(p, "*", Everything));

    public IReadOnlyList<string> ListFiles(string path, string pattern) =>
        List(path, p => Directory.GetFiles(p, pattern, Everything));

    public IDurableFile Open(string path, FileIntent intent) => PhysicalFile.Open(path, intent);

    public IMappedFile CreateMapped(string path, long capacityBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacityBytes);
        return PhysicalMappedFile.Create(path, capacityBytes);
    }

    public IFileLock? TryLock(string path) => PhysicalFileLock.TryTake(path);

    public void Move(string from, string to)
    {
        // rename(2) would put a folder in the place of an empty one.
        if (Directory.Exists(to))
        {
            throw new IOException($"Cannot move '{from}' to '{to}': a folder of that name is there. Remove it first.");
        }

        if (OperatingSystem.IsWindows())
        {
            Guard("move", from, p => MoveOnWindows(p, to));
        }
        else if (LibC.Rename(from, to) != 0) // the framework would copy to another volume, which can be seen half done
        {
            throw SystemError.FromLastCall($"move to '{to}'", from);
        }
    }

    public void DeleteFile(string path) => Guard("delete", path, static p =>
    {
        try
        {
            File.Delete(p);
        }
        catch (DirectoryNotFoundException)
        {
            // As gone as it can be.
        }
    });

    public void DeleteDirectory(string path) => Guard("delete the folder", path, static p =>
    {
        try
        {
            Directory.Delete(p, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // As gone as it can be.
        }
    });

    public void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int error = DiskFlush.FlushDirectory(path);
        if (error != 0)
        {
            throw new SyncFailedException(path, error);
        }
    }

    public long LastChange(string folder) => Guard("look at", folder, static p =>
    {
        var directory = new DirectoryInfo(p);
        return directory.Exists ? directory.LastWriteTimeUtc.Ticks : 0;
    });

    public long FreeBytes(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Guard("measure the free space of", path, static p => new DriveInfo(p).AvailableFreeSpace);
        }

        if (!Kernel32.GetDiskFreeSpaceEx(path, out ulong freeForUser, out _, out _))
        {
            throw SystemError.FromLastCall("measure the free space of", path);
        }

        return (long)Math.Min(freeForUser, long.MaxValue);
    }

    private static void MoveOnWindows(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to, overwrite: true);
        }
    }

    private static string[] List(string path, Func<string, string[]> list) => Guard("list", path, p =>
    {
        try
        {
            string[] found = list(Path.GetFullPath(p));
            Array.Sort(found, StringComparer.Ordinal);
            return found;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    });

    private static void Guard(string action, string path, Action<string> operation) => Guard(action, path, p =>
    {
        operation(p);
        return true;
    });

    private static T Guard<T>(string action, string path, Func<string, T> operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return operation(path);
        }
        catch (Exception e) when (SystemError.IsDisguised(e))
        {
            throw SystemError.Undisguise(e, action, path);
        }
    }
}
