using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>A file in the folder of a run: only the sink of the run's own journal writes to it.</summary>
internal class RunLogFile(LogStorage storage, string path, string name) : LogFile(storage, path, name)
{
    /// <summary>True for a run that was resumed: the lines that are there are its own.</summary>
    public bool IsContinued { get; set; }

    public override void Restore(LogCursor.File saved, bool isRunning)
    {
        base.Restore(saved, isRunning);
        if (isRunning && Storage.Files.FileExists(Path))
        {
            CutTo(CommittedLength);
        }
    }

    /// <summary>
    /// A file that the cursor does not know was not written by this journal, or its cursor was lost: it is set aside
    /// like a full one, so that nothing is deleted and no line is there twice. A resumed run goes on with it.
    /// </summary>
    protected override long Prepare()
    {
        long length = CutTo(CommittedLength);
        bool isForeign = CommittedLength is null && length > 0 && !IsContinued;
        if (!isForeign && !Storage.IsFull(length))
        {
            return length;
        }

        Storage.SetAside(Path);
        return 0;
    }

    protected override void Append(ReadOnlySpan<byte> lines)
    {
        Storage.Open.Get(Path).Append(lines);
        Length += lines.Length;
    }

    /// <summary>Takes back what lies behind a length; null for nothing. Returns the length that it has then.</summary>
    protected long CutTo(long? length)
    {
        IDurableFile file = Storage.Open.GetCurrent(Path);
        if (file.Length > length)
        {
            file.Truncate(length.Value);
        }

        return file.Length;
    }
}
