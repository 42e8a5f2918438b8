using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// A file that all processes of a store add lines to, one at a time under a lock beside it. No whole line at its end is
/// ever cut, for it may be another's. It is opened anew each time: another may have set it aside, or shortened it, and
/// lines that go into a file which has lost its name are never seen again.
/// </summary>
/// <remarks>
/// The lines of a batch go in at one place, all at once: the lock is taken, the cursor says where they begin, the lines
/// are appended, the lock is given back. So after a fault it is known where they must be if they are there at all,
/// whoever has added lines since.
/// </remarks>
internal sealed class SharedLogFile(LogStorage storage, string path, string name) : LogFile(storage, path, name)
{
    private const byte NewLine = (byte)'\n';

    // Held from the settling of a batch until its lines are in the file.
    private IFileLock? _held;

    // An attempt that failed, as the cursor says, had begun to write the batch.
    private bool _mayBeThere;

    // How much of the present batch an earlier attempt has written.
    private int _present;

    public override bool TakesBatchesWhole => true;

    public override bool IsBegun => IsSettled || _mayBeThere;

    public override void Restore(LogCursor.File saved, bool isRunning)
    {
        base.Restore(saved, isRunning);
        _mayBeThere = saved.IsBegun;
    }

    protected override long Prepare()
    {
        Storage.Files.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        _held = SharedLogLock.Take(Storage.Files, Path, SharedLogLock.Patience);
        _present = _mayBeThere ? CountPresent(Pending.Written) : 0;
        _mayBeThere = false;
        if (_present > 0)
        {
            return CommittedLength!.Value; // where they are
        }

        long length = LengthOfLines();
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
        if (_present < lines.Length)
        {
            CutTornLine(file);
            file.Append(lines[_present..]);
        }

        Length = file.Length;
    }

    protected override void Leave()
    {
        _held?.Dispose();
        _held = null;
    }

    /// <summary>
    /// How many bytes of these lines, in whole lines, lie at the place that the cursor has noted: in the file, or in the
    /// one that another has set aside meanwhile.
    /// </summary>
    private int CountPresent(ReadOnlySpan<byte> lines)
    {
        int present = CountPresent(Path, lines);
        return present > 0 ? present : CountPresent(SetAsideFiles.PathOf(Path, 1), lines);
    }

    private int CountPresent(string path, ReadOnlySpan<byte> lines)
    {
        if (!Storage.Files.FileExists(path))
        {
            return 0;
        }

        using IDurableFile file = Storage.Files.Open(path, FileIntent.Read);
        if (file.Length <= CommittedLength)
        {
            return 0;
        }

        using PooledBuffer there = new();
        there.Advance(file.Read(CommittedLength!.Value, there.GetSpan(lines.Length)[..lines.Length]));
        int same = lines.CommonPrefixLength(there.Written);
        return lines[..same].LastIndexOf(NewLine) + 1;
    }

    private long LengthOfLines()
    {
        if (!Storage.Files.FileExists(Path))
        {
            return 0;
        }

        using IDurableFile file = Storage.Files.Open(Path, FileIntent.Append);
        return CutTornLine(file);
    }

    /// <summary>
    /// Who left half a line died or failed before its lines were noted as written, and will write it again. Returns the
    /// length behind the last whole line.
    /// </summary>
    private static long CutTornLine(IDurableFile file)
    {
        long length = LogTail.EndOfLines(file);
        if (length < file.Length)
        {
            file.Truncate(length);
        }

        return length;
    }
}
