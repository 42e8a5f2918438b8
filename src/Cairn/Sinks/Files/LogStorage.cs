using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// What file sinks do with files. Owned by the sink, whose thread alone may call. Every fault is an
/// <see cref="IOException"/>, and each operation can be done again after one.
/// </summary>
internal class LogStorage(IFileSystem files, LogFileOptions options) : IDisposable
{
    public IFileSystem Files => files;

    public OpenFiles Open { get; } = new(files);

    /// <summary>The environment variable that moves the directory.</summary>
    public virtual string DirectorySetting => "CAIRN_LOG_DIR";

    /// <summary>Where the folders of a journal's runs are.</summary>
    public virtual string DirectoryOf(IDrainedJournal journal) => journal.LogDirectory;

    /// <summary>A file in the folder of a run.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="name">Its name in the folder.</param>
    /// <param name="isContinued">The run was resumed: what is there is its own, whoever wrote it.</param>
    public virtual LogFile NewRunFile(string path, string name, bool isContinued) =>
        new RunLogFile(this, path, name) { IsContinued = isContinued };

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

    public void Dispose()
    {
        Open.Dispose();
        GC.SuppressFinalize(this);
    }

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
