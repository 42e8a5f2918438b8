using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// A file that all processes of a store add lines to, a batch at a time under a lock beside it. Nothing at its end is ever
/// cut, for it may be another's. It is opened anew each time: another may have set it aside, or shortened it, and lines
/// that go into a file which has lost its name are never seen again.
/// </summary>
/// <remarks>
/// Instead, the cursor says when an attempt begins. After one that failed, the lines to be written are compared with what
/// lies behind the committed length, and those that are there already are passed over. Where another process wrote in
/// between, or shortened the file, they are there twice.
/// </remarks>
internal sealed class SharedLogFile(LogStorage storage, string path, string name) : LogFile(storage, path, name)
{
    private const byte NewLine = (byte)'\n';

    // After a failed attempt true until lines are found to be missing.
    private bool _mayBeThere;

    // From the first line of a batch to its end.
    private IFileLock? _held;

    public override bool IsBegun => IsSettled || _mayBeThere;

    public override void Restore(LogCursor.File saved, bool isRunning)
    {
        base.Restore(saved, isRunning);
        _mayBeThere = saved.IsBegun;
    }

    protected override long Prepare()
    {
        Storage.Files.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        _held ??= SharedLogLock.Take(Storage.Files, Path, SharedLogLock.Patience);
        long length = Storage.Files.FileExists(Path) ? Storage.Files.FileLength(Path) : 0;
        _mayBeThere &= length > CommittedLength;
        if (_mayBeThere)
        {
            return CommittedLength!.Value;
        }

        if (!Storage.IsFull(length))
        {
            return length;
        }

        Storage.SetAside(Path);
        return 0;
    }

    protected override void Append(ReadOnlySpan<byte> lines)
    {
        using IDurableFile file = Storage.Files.Open(Path, FileIntent.Append);
        int present = _mayBeThere ? CountPresent(file, lines) : 0;
        Length += present;
        if (present < lines.Length)
        {
            _mayBeThere = false;
            if (present == 0)
            {
                EndTornLine(file);
            }

            file.Append(lines[present..]);
            Length = file.Length;
        }
    }

    protected override void Leave()
    {
        _held?.Dispose();
        _held = null;
    }

    /// <summary>How many of these bytes an earlier attempt has written at <see cref="LogFile.Length"/>.</summary>
    private int CountPresent(IDurableFile file, ReadOnlySpan<byte> lines)
    {
        using PooledBuffer there = new();
        there.Advance(file.Read(Length, there.GetSpan(lines.Length)[..lines.Length]));
        bool isWholeOrTail = there.Count == lines.Length || Length + there.Count == file.Length;
        return isWholeOrTail && lines.StartsWith(there.Written) ? there.Count : 0;
    }

    /// <summary>A process that died here must not have its last line joined with our first.</summary>
    private static void EndTornLine(IDurableFile file)
    {
        byte last = NewLine;
        if (file.Length > 0 && file.Read(file.Length - 1, new Span<byte>(ref last)) == 1 && last != NewLine)
        {
            file.Append([NewLine]);
        }
    }
}
