using Cairn.IO;

namespace Cairn.TensorBoard.Reading;

/// <summary>A run as TensorBoard sees it: a folder that directly holds event files.</summary>
/// <param name="Name">Path from the folder that was searched, with <c>/</c>; <c>.</c> for that folder itself.</param>
/// <param name="Directory">The folder, as a full path.</param>
/// <param name="Files">Its event files, in the order in which they are read: that of their names.</param>
public sealed record EventRun(string Name, string Directory, IReadOnlyList<string> Files)
{
    /// <summary>Says that a file is one of events, wherever it stands in the name.</summary>
    private const string FileMark = "*tfevents*";

    /// <summary>Files that only tell the profiler where it may write.</summary>
    private const string EmptyProfileSuffix = ".profile-empty";

    /// <summary>Deeper folders are not searched: a link to a folder above never ends.</summary>
    private const int MaxDepth = 64;

    /// <summary>Finds the runs in a folder and in those below it, the folder's own first, then by path.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static IReadOnlyList<EventRun> Find(string directory) => Find(directory, PhysicalFileSystem.Instance);

    /// <summary>Opens all its files as one stream of events.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public EventRunReader Open() => new(this, PhysicalFileSystem.Instance);

    internal static IReadOnlyList<EventRun> Find(string directory, IFileSystem files)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var runs = new List<EventRun>();
        Search(Path.GetFullPath(directory), ".", depth: 0, files, runs);
        return runs;
    }

    private static void Search(string folder, string name, int depth, IFileSystem files, List<EventRun> runs)
    {
        string[] found =
            [.. files.ListFiles(folder, FileMark).Where(file => !file.EndsWith(EmptyProfileSuffix, StringComparison.Ordinal))];
        if (found.Length > 0)
        {
            runs.Add(new EventRun(name, folder, found));
        }

        if (depth == MaxDepth)
        {
            return;
        }

        foreach (string below in files.ListDirectories(folder))
        {
            string belowName = Path.GetFileName(below);
            Search(below, name == "." ? belowName : $"{name}/{belowName}", depth + 1, files, runs);
        }
    }
}
