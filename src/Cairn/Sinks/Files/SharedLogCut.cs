using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// Shortens a file that processes write to, together with those that were set aside, while nobody writes. Stateless.
/// </summary>
internal static class SharedLogCut
{
    private const int CopyBytes = 1 << 20;

    /// <summary>
    /// Keeps the last lines, and deletes or shortens what holds older ones, oldest first: whatever fails, no line is
    /// missing in between. Returns how many bytes that freed.
    /// </summary>
    /// <param name="files">The door to files.</param>
    /// <param name="path">The live file.</param>
    /// <param name="maxLines">How many lines are kept.</param>
    /// <param name="patience">How long to wait for who is writing.</param>
    /// <exception cref="IOException">Another process kept on writing, or the disk refused.</exception>
    public static long KeepLast(IFileSystem files, string path, int maxLines, TimeSpan patience)
    {
        if (SetAsideFiles.NewestFirst(files, path).Count == 0)
        {
            return 0;
        }

        using IFileLock held = SharedLogLock.Take(files, path, patience);
        long freed = 0;
        foreach ((string name, long start) in Enumerable.Reverse(Starts(files, path, maxLines)))
        {
            freed += Shorten(files, path, name, start);
        }

        return freed;
    }

    /// <summary>Where in each file, newest first, that begins which is kept.</summary>
    private static List<(string Name, long Start)> Starts(IFileSystem files, string path, int maxLines)
    {
        var starts = new List<(string, long)>(); // bounded by the files that were set aside
        foreach (string name in SetAsideFiles.NewestFirst(files, path))
        {
            using IDurableFile file = files.Open(name, FileIntent.Read);
            long start = file.Length;
            if (maxLines > 0)
            {
                start = LogTail.StartOf(file, file.Length, maxLines, out int found);
                maxLines -= found;
            }

            starts.Add((name, start));
        }

        return starts;
    }

    private static long Shorten(IFileSystem files, string live, string name, long start)
    {
        if (start == 0)
        {
            return 0;
        }

        if (name != live && start == files.FileLength(name))
        {
            files.DeleteFile(name);
            return start;
        }

        files.Replace(
            name,
            (Files: files, Name: name, Start: start),
            static (to, from) => Copy(from.Files, from.Name, from.Start, to),
            toDisk: false);
        return start;
    }

    private static void Copy(IFileSystem files, string name, long start, IDurableFile to)
    {
        using IDurableFile from = files.Open(name, FileIntent.Read); // closed before the other takes its name
        using PooledBuffer chunk = new();
        Span<byte> bytes = chunk.GetSpan(CopyBytes)[..CopyBytes];
        int count;
        while ((count = from.Read(start, bytes)) > 0)
        {
            to.Append(bytes[..count]);
            start += count;
        }
    }
}
