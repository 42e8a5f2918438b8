using System.Text;
using Cairn.IO;

namespace Cairn.Capture;

/// <summary>Finds the commit that is checked out, by reading <c>.git</c>: no program is started. Stateless.</summary>
internal static class GitRevision
{
    private const string FolderPrefix = "gitdir: ";
    private const string ReferencePrefix = "ref: ";

    /// <summary>A packed-refs file of 10,000 references has about half of it.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>The commit's id, or null where there is no repository or it cannot be read.</summary>
    public static string? Find(IFileSystem files, string folder)
    {
        try
        {
            for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
            {
                string git = Path.Combine(at, ".git");
                if (files.FileExists(git))
                {
                    return ResolveLinked(files, at, git);
                }

                if (files.FileExists(Path.Combine(git, "HEAD")))
                {
                    return Resolve(files, git, git);
                }
            }
        }
        catch (IOException)
        {
        }
        catch (ArgumentException)
        {
            // A path of impossible characters in one of the files.
        }

        return null;
    }

    /// <summary>
    /// In a linked work tree or a submodule, <c>.git</c> is a file that says where the repository is.
    /// </summary>
    private static string? ResolveLinked(IFileSystem files, string folder, string link)
    {
        string text = Read(files, link);
        if (!text.StartsWith(FolderPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        string git = Path.GetFullPath(text[FolderPrefix.Length..], folder);
        string common = Path.Combine(git, "commondir");
        return Resolve(files, git, files.FileExists(common) ? Path.GetFullPath(Read(files, common), git) : git);
    }

    /// <summary>
    /// What is checked out stands in the work tree's folder, the references in that of the repository.
    /// </summary>
    private static string? Resolve(IFileSystem files, string git, string repository)
    {
        string head = Read(files, Path.Combine(git, "HEAD"));
        if (!head.StartsWith(ReferencePrefix, StringComparison.Ordinal))
        {
            return CommitOrNull(head);
        }

        string reference = head[ReferencePrefix.Length..];
        string loose = Path.GetFullPath(reference, repository);
        if (loose.StartsWith(repository + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && files.FileExists(loose))
        {
            return CommitOrNull(Read(files, loose));
        }

        string packed = Path.Combine(repository, "packed-refs");
        return files.FileExists(packed) ? CommitOrNull(FindPacked(Read(files, packed), reference)) : null;
    }

    private static string? FindPacked(string packed, string reference) => packed.Split('\n')
        .FirstOrDefault(line => line.EndsWith(" " + reference, StringComparison.Ordinal))?.Split(' ')[0];

    private static string? CommitOrNull(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit) ? text : null;

    private static string Read(IFileSystem files, string path)
    {
        using IDurableFile file = files.Open(path, FileIntent.Read);
        byte[] bytes = new byte[(int)Math.Min(file.Length, MaxBytes)];
        return Encoding.UTF8.GetString(bytes, 0, file.Read(0, bytes)).Trim();
    }
}
