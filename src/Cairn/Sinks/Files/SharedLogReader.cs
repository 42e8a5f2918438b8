using System.Text;
using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// Reads the end of a file that processes write to, and goes on in those that were set aside. Takes no lock. Safe for
/// any number of threads.
/// </summary>
internal static class SharedLogReader
{
    // Setting aside and shortening are seldom: whoever meets one meets no second.
    private const int Attempts = 3;

    /// <summary>The last whole lines, oldest first; fewer when there are no more.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<string> ReadLast(IFileSystem files, string path, int lines)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (TryReadLast(files, path, lines, out List<string> last) || attempt == Attempts)
                {
                    return last;
                }
            }
            catch (FileNotFoundException) when (attempt < Attempts)
            {
                // Set aside or deleted between the listing and here.
            }
        }
    }

    /// <summary>
    /// False when the live file was set aside or shortened meanwhile: lines may be missing, or there twice.
    /// </summary>
    private static bool TryReadLast(IFileSystem files, string path, int lines, out List<string> last)
    {
        var pieces = new List<string[]>(); // newest first; bounded by the files that were set aside
        long liveLength = 0;
        foreach (string name in SetAsideFiles.NewestFirst(files, path))
        {
            if (lines == 0)
            {
                break;
            }

            using IDurableFile file = files.Open(name, FileIntent.Read);
            liveLength = name == path ? file.Length : liveLength;
            string[] piece = ReadLast(file, lines);
            pieces.Add(piece);
            lines -= piece.Length;
        }

        pieces.Reverse();
        last = [.. pieces.SelectMany(static piece => piece)];
        return liveLength == 0 || (files.FileExists(path) && files.FileLength(path) >= liveLength);
    }

    private static string[] ReadLast(IDurableFile file, int lines)
    {
        long end = LogTail.EndOfLines(file); // what is being written now is no line yet
        long start = LogTail.StartOf(file, end, lines, out int found);
        if (found == 0)
        {
            return [];
        }

        byte[] bytes = new byte[end - start];
        int count = file.Read(start, bytes);
        return Encoding.UTF8.GetString(bytes, 0, count).TrimEnd('\n').Split('\n');
    }
}
