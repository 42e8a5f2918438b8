using Cairn.IO;

namespace Cairn.Sinks.Files;

/// <summary>
/// A file that all processes of a store add lines to, one at a time under a lock beside it. No whole line in it is ever
/// cut, for it may be another's.
/// </summary>
/// <remarks>
/// The lines of a batch go in at one place, all at once: the lock is taken, the place noted in the cursor, the lines
/// appended, the lock given back. So after a fault it is known where they must be if they are there at all, whoever
/// has added lines since.
/// </remarks>
internal sealed class SharedLogFile(LogStorage storage, string path, string name) : LogFile(storage, path, name)
{
    // Others hold it for one append: milliseconds.
    private const int LockWaitMs = 500;
    private const int LockPollMs = 1;

    private const byte NewLine = (byte)'\n';

    // Held from the settling of a batch until its lines are in the file.
    private IFileLock? _held;

    // True after the cursor was read: the batch behind it may have been written before a fault.
    private bool _mayBeThere;

    // How much of the present batch an earlier attempt has written.
    private int _present;

    public override bool TakesBatchesWhole => true;

    public override void Restore(long committedLength, bool isRunning)
    {
        base.Restore(committedLength, isRunning);
        _mayBeThere = true;
    }

    public override void Dispose()
    {
        _held?.Dispose();
        _held = null;
        base.Dispose();
    }

    protected override long Prepare()
    {
        _held = Lock();
        _present = _mayBeThere ? CountPresent(Pending.Written) : 0;
        _mayBeThere = false;
        if (_present > 0)
        {
            return CommittedLength!.Value; // where they are
        }

        IDurableFile file = Storage.Open.GetCurrent(Path);
        CutTornLine(file);
        if (!Storage.IsFull(file.Length))
        {
            return file.Length;
        }

        Storage.SetAside(Path);
        return 0;
    }

    protected override void Append(ReadOnlySpan<byte> lines)
    {
        IDurableFile file = Storage.Open.GetCurrent(Path);
        if (_present < lines.Length)
        {
            CutTornLine(file);
            file.Append(lines[_present..]);
        }

        Length = file.Length;
        _held?.Dispose();
        _held = null;
    }

    /// <summary>How many bytes of these lines, in whole lines, lie at the place that the cursor has noted.</summary>
    private int CountPresent(ReadOnlySpan<byte> lines)
    {
        int present = CountPresent(Storage.Open.GetCurrent(Path), lines);
        if (present > 0 || Storage.NewestSetAside(Path) is not { } setAside)
        {
            return present;
        }

        using IDurableFile older = Storage.Files.Open(setAside, FileIntent.Read); // another has set it aside meanwhile
        return CountPresent(older, lines);
    }

    private int CountPresent(IDurableFile file, ReadOnlySpan<byte> lines)
    {
        if (file.Length <= CommittedLength)
        {
            return 0;
        }

        using PooledBuffer there = new();
        there.Advance(file.Read(CommittedLength!.Value, there.GetSpan(lines.Length)[..lines.Length]));
        int same = lines.CommonPrefixLength(there.Written);
        return lines[..same].LastIndexOf(NewLine) + 1;
    }

    /// <summary>
    /// Who left half a line died or failed before its lines were noted as written, and will write it again.
    /// </summary>
    private static void CutTornLine(IDurableFile file)
    {
        const int Step = 4096;
        Span<byte> end = stackalloc byte[Step];
        long length = file.Length;
        while (length > 0)
        {
            long start = Math.Max(0, length - Step);
            Span<byte> block = end[..file.Read(start, end[..(int)(length - start)])];
            int newLine = block.LastIndexOf(NewLine);
            if (newLine >= 0 || start == 0)
            {
                length = start + newLine + 1;
                break;
            }

            length = start;
        }

        if (length < file.Length)
        {
            file.Truncate(length);
        }
    }

    private IFileLock Lock()
    {
        Storage.Files.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        return Storage.Files.WaitForLock(Path + ".lock", LockWaitMs, LockPollMs)
            ?? throw new IOException($"Another process is writing to '{Path}' at this moment.");
    }
}
