namespace Cairn.IO;

/// <summary>Puts a whole file in the place of another. Stateless.</summary>
internal static class FileReplacement
{
    /// <summary>
    /// A reader sees the old file or the new one, never a part. When this throws, the old one is as it was. The new name
    /// survives a power cut after <see cref="IFileSystem.SyncDirectory"/> of the folder.
    /// </summary>
    /// <param name="files">The door to files.</param>
    /// <param name="path">A file in a folder that exists.</param>
    /// <param name="content">All of it.</param>
    /// <param name="toDisk">Whether the bytes must be on the disk before they get their name.</param>
    public static void Replace(this IFileSystem files, string path, ReadOnlySpan<byte> content, bool toDisk) =>
        files.Replace(path, content, static (file, content) => file.Append(content), toDisk);

    /// <summary>The same for a file that is too long to be in memory at once.</summary>
    /// <param name="files">The door to files.</param>
    /// <param name="path">A file in a folder that exists.</param>
    /// <param name="source">What <paramref name="write"/> needs.</param>
    /// <param name="write">Appends all of the content to the file that it is given.</param>
    /// <param name="toDisk">Whether the bytes must be on the disk before they get their name.</param>
    public static void Replace<T>(
        this IFileSystem files, string path, T source, Action<IDurableFile, T> write, bool toDisk)
        where T : allows ref struct
    {
        string temporary = path + ".tmp";
        using (IDurableFile file = files.Open(temporary, FileIntent.Replace))
        {
            write(file, source);
            if (toDisk)
            {
                file.Sync();
            }
        }

        files.Move(temporary, path);
    }
}
