using System.Globalization;
using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// The names of a log file and of those that were set aside when they were full: <c>x.txt</c>, <c>x.1.txt</c>,
/// <c>x.2.txt</c>, older and older. Stateless.
/// </summary>
internal static class SetAsideFiles
{
    /// <summary>The live file is number 0.</summary>
    public static string PathOf(string path, int number) =>
        number == 0 ? path : $"{Path.ChangeExtension(path, null)}.{number}{Path.GetExtension(path)}";

    /// <summary>Those that are there, newest first. There may be gaps in the numbers.</summary>
    public static IReadOnlyList<string> NewestFirst(IFileSystem files, string path)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        string pattern = stem + ".*" + Path.GetExtension(path);
        IEnumerable<string> setAside = files.ListFiles(Path.GetDirectoryName(path)!, pattern)
            .Select(file => (Path: file, Number: NumberOf(file)))
            .Where(file => file.Number > 0 && file.Path == PathOf(path, file.Number))
            .OrderBy(file => file.Number)
            .Select(file => file.Path);
        return [.. files.FileExists(path) ? [path] : Array.Empty<string>(), .. setAside];
    }

    private static int NumberOf(string path)
    {
        string extension = Path.GetExtension(Path.GetFileNameWithoutExtension(path)); // .7, or none
        return int.TryParse(extension.TrimStart('.'), CultureInfo.InvariantCulture, out int number) ? number : 0;
    }
}
