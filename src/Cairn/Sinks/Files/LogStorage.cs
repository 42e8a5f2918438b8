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
        while (files.FileExists(SetAsideFiles.PathOf(path, gap)))
        {
            gap++;
        }

        for (int number = gap - 1; number >= 0; number--)
        {
            MoveUp(path, number);
        }
    }

    public void Dispose() => Open.Dispose();

    private void MoveUp(string path, int number)
    {
        string from = SetAsideFiles.PathOf(path, number);
        if (number + 1 >= options.MaxFiles)
        {
            files.DeleteFile(from);
        }
        else
        {
            files.Move(from, SetAsideFiles.PathOf(path, number + 1));
        }
    }
}
