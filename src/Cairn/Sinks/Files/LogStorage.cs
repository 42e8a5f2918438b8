using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// What both file sinks do with files. Owned by the sink, whose thread alone may call. Every fault is an
/// <see cref="IOException"/>, and each operation can be done again after one.
/// </summary>
internal sealed class LogStorage(IFileSystem files, LogFileOptions options) : IDisposable
{
    public IFileSystem Files => files;

    public OpenFiles Open { get; } = new(files);

    public bool IsFull(long length) => length >= options.MaxFileBytes;

    /// <summary>
    /// Renames <c>x.jsonl</c> to <c>x.1.jsonl</c>, and what was there to <c>x.2.jsonl</c> and so on; the oldest goes.
    /// Moves no more than it must: a gap that an interrupted call left is filled, so that a second call ends as one
    /// whole call would have.
    /// </summary>
    public void SetAside(string path)
    {
        Open.Close(path);
        int gap = 1;
        while (files.FileExists(Numbered(path, gap)))
        {
            gap++;
        }

        for (int number = gap - 1; number >= 0; number--)
        {
            MoveUp(path, number);
        }
    }

    /// <summary>The file of that name that was set aside last; null when there is none.</summary>
    public string? NewestSetAside(string path) => files.FileExists(Numbered(path, 1)) ? Numbered(path, 1) : null;

    public void Dispose() => Open.Dispose();

    private void MoveUp(string path, int number)
    {
        string from = Numbered(path, number);
        if (number + 1 >= options.MaxFiles)
        {
            files.DeleteFile(from);
        }
        else
        {
            files.Move(from, Numbered(path, number + 1));
        }
    }

    private static string Numbered(string path, int number) =>
        number == 0 ? path : $"{Path.ChangeExtension(path, null)}.{number}{Path.GetExtension(path)}";
}
