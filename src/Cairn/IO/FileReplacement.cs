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
    public static void Replace(this IFileSystem files, string path, ReadOnlySpan<byte> content, bool toDisk)
    {
        string temporary = path + ".tmp";
        using (IDurableFile file = files.Open(temporary, FileIntent.Replace))
        {
            file.Append(content);
            if (toDisk)
            {
                file.Sync();
            }
        }

        files.Move(temporary, path);
    }
}
