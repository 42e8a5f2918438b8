using System.Text;
using Cairn.IO;

namespace Cairn.Capture;

/// <summary>Finds the commit that is checked out, by reading <c>.git</c>: no program is started.</summary>
internal static class GitRevision
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The commit's id, or null where there is no repository or it cannot be read.</summary>
    public static string? Find(IFileSystem files, string folder)
    {
        try
        {
            for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
            {
                string git = Path.Combine(at, ".git");
                if (files.FileExists(Path.Combine(git, "HEAD")))
                {
                    return Resolve(files, git);
                }
            }
        }
        catch (IOException)
        {
        }

        return null;
    }

    private static string? Resolve(IFileSystem files, string git)
    {
        string head = Read(files, Path.Combine(git, "HEAD")).Trim();
        if (!head.StartsWith("ref: ", StringComparison.Ordinal))
        {
            return IsCommit(head) ? head : null;
        }

        string reference = head["ref: ".Length..];
        string loose = Path.GetFullPath(Path.Combine(git, reference));
        if (loose.StartsWith(git, StringComparison.Ordinal) && files.FileExists(loose))
        {
            string commit = Read(files, loose).Trim();
            return IsCommit(commit) ? commit : null;
        }

        string packed = Path.Combine(git, "packed-refs");
        return files.FileExists(packed)
            ? Read(files, packed).Split('\n')
                .FirstOrDefault(line => line.EndsWith(" " + reference, StringComparison.Ordinal))?.Split(' ')[0]
            : null;
    }

    private static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit);

    private static string Read(IFileSystem files, string path)
    {
        using IDurableFile file = files.Open(path, FileIntent.Read);
        byte[] bytes = new byte[(int)Math.Min(file.Length, MaxBytes)];
        return Encoding.UTF8.GetString(bytes, 0, file.Read(0, bytes));
    }
}
