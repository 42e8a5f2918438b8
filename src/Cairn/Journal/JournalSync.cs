using System.Diagnostics;
using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// Puts the journal on the disk for good, and knows what that took. Called by the journal's own thread; waiting is for
/// anybody. A failed sync is never tried again on the same file, since the kernel may have dropped the pages: the
/// segment is written anew from memory, under the same name, to another file.
/// </summary>
internal sealed class JournalSync(JournalWriter journal, IFileSystem files)
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private List<TaskCompletionSource> _waiters = [];
    private Exception? _end;

    // Touched by the journal's thread only. Bounded by the segments in use.
    private readonly HashSet<long> _durable = [];
    private readonly HashSet<long> _distrusted = [];
    private bool _hasNewNames = true;
    private bool _hasNewFolder = true;
    private JournalPosition _synced;

    public bool HasWaiters
    {
        get
        {
            lock (_gate)
            {
                return _waiters.Count > 0;
            }
        }
    }

    /// <summary>Ends after everything accepted before this call survives a power cut.</summary>
    public Task Request()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_end is not null)
            {
                return Task.FromException(_end);
            }

            _waiters.Add(waiter);
        }

        return waiter.Task;
    }

    /// <summary>Says that files may have been made in the folder.</summary>
    public void NoteNames() => _hasNewNames = true;

    /// <summary>
    /// Says that the folder was made anew: nothing in it was ever synced, and segments from before are in no folder.
    /// </summary>
    public void ForgetFiles()
    {
        _hasNewFolder = true;
        _durable.Clear();
        _distrusted.UnionWith(journal.Segments.Select(segment => segment.Number));
    }

    /// <summary>
    /// Syncs for everybody who waits, or where something was recorded. Throws what the disk said; the waiters get it
    /// too.
    /// </summary>
    public void Run()
    {
        List<TaskCompletionSource> waiters = TakeWaiters();
        if (waiters.Count == 0 && journal.Tail <= _synced)
        {
            return;
        }

        try
        {
            SyncAll();
        }
        catch (IOException e)
        {
            waiters.ForEach(waiter => waiter.TrySetException(new DurabilityException(journal.Folder, e)));
            throw;
        }

        waiters.ForEach(waiter => waiter.TrySetResult());
    }

    /// <summary>Ends the waiting of everybody, now and from now on: the journal is closed.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _end = reason;
        }

        TakeWaiters().ForEach(waiter => waiter.TrySetException(reason));
    }

    /// <summary>Writes the segments anew that <see cref="ForgetFiles"/> found without a file.</summary>
    public void RestoreFiles()
    {
        foreach (JournalSegment segment in journal.Segments.Where(segment => _distrusted.Contains(segment.Number)).ToList())
        {
            WriteAnew(segment);
        }
    }

    private List<TaskCompletionSource> TakeWaiters()
    {
        lock (_gate)
        {
            List<TaskCompletionSource> waiters = _waiters;
            _waiters = [];
            return waiters;
        }
    }

    private void SyncAll()
    {
        if (!journal.IsEstablished)
        {
            throw new IOException($"The folder '{journal.Folder}' is gone.");
        }

        JournalPosition tail = journal.Tail;
        _hasNewNames |= journal.Catalog.Sync();
        IReadOnlyList<JournalSegment> segments = journal.Segments;
        foreach (JournalSegment segment in segments)
        {
            SyncSegment(segment);
        }

        SyncNames();
        _durable.IntersectWith(segments.Select(segment => segment.Number));
        _synced = tail;
    }

    private void SyncSegment(JournalSegment segment)
    {
        if (_durable.Contains(segment.Number))
        {
            return;
        }

        // Asked before the sync: a frame published during it is not promised by it.
        bool isComplete = segment.IsSealed && segment.IsSettled();
        if (!_distrusted.Contains(segment.Number) && TrySync(segment))
        {
            if (isComplete)
            {
                _durable.Add(segment.Number);
            }

            return;
        }

        WriteAnew(segment);
    }

    private bool TrySync(JournalSegment segment)
    {
        try
        {
            segment.Sync();
            return true;
        }
        catch (IOException)
        {
            _distrusted.Add(segment.Number);
            return false;
        }
    }

    private void WriteAnew(JournalSegment segment)
    {
        journal.Retire(segment);
        long begun = Stopwatch.GetTimestamp();
        while (!segment.IsSettled())
        {
            if (Stopwatch.GetElapsedTime(begun) > SettleTime)
            {
                throw new IOException($"A log call was interrupted; segment {segment.Number} waits for its end.");
            }

            Thread.Yield();
        }

        string path = JournalFolder.SegmentPath(journal.Folder, segment.Number);
        files.Replace(path, segment.Snapshot(), toDisk: true);
        _hasNewNames = true;
        _distrusted.Remove(segment.Number);
        _durable.Add(segment.Number);
    }

    private void SyncNames()
    {
        if (_hasNewNames)
        {
            files.SyncDirectory(journal.Folder);
            _hasNewNames = false;
        }

        if (_hasNewFolder)
        {
            // Up to the volume's root: nobody knows how many of these folders were made just now.
            for (string? at = Path.GetDirectoryName(journal.Folder); at is not null; at = Path.GetDirectoryName(at))
            {
                files.SyncDirectory(at);
            }

            _hasNewFolder = false;
        }
    }
}
