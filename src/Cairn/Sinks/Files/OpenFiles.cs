using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// The files that a sink holds open to append to. Owned by the sink, whose thread alone may call. When one more would
/// be too many, the one that was not used for longest is closed.
/// </summary>
internal sealed class OpenFiles(IFileSystem files) : IDisposable
{
    // Two files each of 16 runs at a time; a process may open 1,024 by default on Linux.
    public const int MaxCount = 32;

    private readonly Dictionary<string, IDurableFile> _files = []; // bounded by MaxCount
    private readonly Dictionary<string, long> _lastUse = []; // the same keys
    private long _now;

    /// <summary>The file, made with its folder when it is missing.</summary>
    public IDurableFile Get(string path)
    {
        if (!_files.TryGetValue(path, out IDurableFile? file))
        {
            MakeRoom();
            files.CreateDirectory(Path.GetDirectoryName(path)!);
            file = files.Open(path, FileIntent.Append);
            _files.Add(path, file);
        }

        _lastUse[path] = ++_now;
        return file;
    }

    /// <summary>
    /// As <see cref="Get"/>, but first looks whether the name still leads to the file that is open: on Unix, lines go
    /// into a deleted file without an error and are never seen again.
    /// </summary>
    public IDurableFile GetCurrent(string path)
    {
        if (_files.TryGetValue(path, out IDurableFile? file)
            && (!files.FileExists(path) || files.FileLength(path) != file.Length))
        {
            Close(path);
        }

        return Get(path);
    }

    public void Close(string path)
    {
        if (_files.Remove(path, out IDurableFile? file))
        {
            _lastUse.Remove(path);
            file.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (string path in _files.Keys.ToArray())
        {
            Close(path);
        }
    }

    private void MakeRoom()
    {
        if (_files.Count == MaxCount)
        {
            Close(_lastUse.MinBy(static use => use.Value).Key);
        }
    }
}
