using Cairn.Diagnostics;
using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// The journal that this process writes: a folder that it holds locked, a catalog of names, and segments, of which some
/// are always ready before they are needed. Recording threads call <see cref="Current"/>, <see cref="TryAdvance"/>; the
/// draining thread reads and releases; everything that touches the disk happens in <see cref="Tend"/> on the journal's
/// own thread. Without a disk it exists all the same and refuses records, counted, until the disk is back.
/// </summary>
internal sealed class JournalWriter : IJournalSegments, IDisposable
{
    private readonly IFileSystem _files;
    private readonly CairnOptions _options;
    private readonly JournalClock _clock;
    private readonly FailureReporter _failures;
    private readonly Action _wakeTender;

    // Touched by recording threads, when a segment is full.
    private readonly Lock _gate = new();
    private readonly SegmentSupply _supply;
    private JournalSegment _current = JournalSegment.Full;
    private LossKind _refusalKind = LossKind.JournalUnavailable;
    private bool _isSealed;
    private bool _isOut;

    // The segments in use, oldest first; bounded by the budget. Guarded by the gate.
    private readonly List<JournalSegment> _segments = [];
    private long _releasedCount;

    // Touched by the tending thread only.
    private IFileLock? _lock;
    private JournalSegment? _orphan;

    // Written by the draining thread.
    private long _releaseBefore;

    public JournalWriter(
        IFileSystem files, string journals, CairnOptions options, JournalClock clock, FailureReporter failures,
        Action wakeTender)
    {
        _files = files;
        _options = options;
        _clock = clock;
        _failures = failures;
        _wakeTender = wakeTender;
        Id = JournalFolder.NewId(clock.UtcNow);
        Folder = Path.Combine(journals, Id);
        Catalog = new CatalogWriter(files, JournalFolder.CatalogPath(Folder));
        Sync = new JournalSync(this, files);
        _supply = new SegmentSupply(files, options, Folder);
    }

    /// <summary>Name of the journal's folder.</summary>
    public string Id { get; }

    public string Folder { get; }

    public CatalogWriter Catalog { get; }

    public JournalSync Sync { get; }

    public RefusalCounters Refusals { get; } = new();

    /// <summary>Where to record now.</summary>
    public JournalSegment Current => Volatile.Read(ref _current);

    public bool MayGrow => !Volatile.Read(ref _isSealed);

    /// <summary>Everything accepted until now lies before this place.</summary>
    public JournalPosition Tail
    {
        get
        {
            JournalSegment current = Current;
            return new JournalPosition(current.Number, current.Tail);
        }
    }

    /// <summary>Records accepted so far.</summary>
    public long Accepted
    {
        get
        {
            // Summed outside the lock, since a segment's count may have to be waited for; a segment that is released
            // meanwhile is still counted once.
            long released;
            IReadOnlyList<JournalSegment> segments;
            lock (_gate)
            {
                released = _releasedCount;
                segments = [.. _segments];
            }

            return released + segments.Sum(segment => segment.Count);
        }
    }

    /// <summary>True while the folder is there and ours.</summary>
    public bool IsEstablished => _lock is { IsIntact: true };

    /// <summary>Bytes of disk that the journal takes up.</summary>
    public long UsedBytes => _supply.UsedBytes;

    /// <summary>True when little of the budget is left.</summary>
    public bool IsNearlyFull => UsedBytes > _options.JournalBudgetBytes / 4 * 3;

    /// <summary>The segments in use, oldest first.</summary>
    public IReadOnlyList<JournalSegment> Segments
    {
        get
        {
            lock (_gate)
            {
                return [.. _segments];
            }
        }
    }

    /// <summary>
    /// Replaces a segment that is full. When this returns false there is no other; the record is refused and was
    /// counted. Waits for nothing but other recording threads that do the same.
    /// </summary>
    public bool TryAdvance(JournalSegment full)
    {
        // Without room, callers do not queue at the lock to hear it.
        if (Volatile.Read(ref _isOut) && Current == full)
        {
            Refuse();
            return false;
        }

        lock (_gate)
        {
            if (_current != full)
            {
                return true;
            }

            if (_isSealed || !_supply.TryTake(out JournalSegment? next))
            {
                Volatile.Write(ref _isOut, true);
                Refuse();
                return false;
            }

            next.Activate(_clock.NowMs);
            _segments.Add(next);
            Volatile.Write(ref _current, next);
        }

        _wakeTender();
        return true;
    }

    /// <summary>Ends recording. After this, every call is refused as <see cref="LossKind.Closed"/>.</summary>
    public void Seal()
    {
        lock (_gate)
        {
            _refusalKind = LossKind.Closed;
            _current.Seal();
            Volatile.Write(ref _isSealed, true);
        }
    }

    public ISegmentSource? Open(long number)
    {
        lock (_gate)
        {
            return number < _releaseBefore ? null : _segments.Find(segment => segment.Number == number);
        }
    }

    public long? NextAfter(long number)
    {
        lock (_gate)
        {
            return _segments.Find(segment => segment.Number > number && segment.Number >= _releaseBefore)?.Number;
        }
    }

    /// <summary>
    /// Says that these segments are needed no more; from now on they cannot be opened. Called by the draining thread,
    /// which is the one that opens: what it reads is never unmapped under it.
    /// </summary>
    public void ReleaseBefore(long number)
    {
        if (number > _releaseBefore)
        {
            Volatile.Write(ref _releaseBefore, number);
            _wakeTender();
        }
    }

    /// <summary>
    /// Everything that touches the disk: makes the folder, gives back what was drained, makes segments ready. Called
    /// again and again by one thread. False when the disk refused; it was reported, and the next call tries again.
    /// </summary>
    public bool Tend()
    {
        _clock.Adjust();
        try
        {
            Establish();
            Catalog.Flush();
            Release();
            Supply();
            LeaveOrphan();
            _failures.Recovered(CairnFailureKind.Journal, Id, $"The journal in '{Folder}' records again.");
            return true;
        }
        catch (IOException e)
        {
            SetRefusal(LossKind.JournalUnavailable);
            _failures.Report(
                CairnFailureKind.Journal,
                Id,
                $"The journal in '{Folder}' cannot grow: {e.Message} Records are refused and counted once the room that is "
                + "ready is used up. Free disk space or make the folder writable; recording then goes on by itself.",
                e);
            return false;
        }
    }

    /// <summary>
    /// Puts a current segment out of use, so that what follows goes to another file; the old one is still read from
    /// memory.
    /// </summary>
    public void Retire(JournalSegment segment)
    {
        segment.Seal();
        if (Current == segment && !_supply.IsEmpty)
        {
            TryAdvance(segment);
        }
    }

    /// <summary>
    /// Unmaps everything and frees the lock; with <paramref name="isDrained"/>, the folder goes too. Call after
    /// <see cref="Seal"/>, when nobody reads any more.
    /// </summary>
    public void Close(bool isDrained)
    {
        // At this point: no reservation can succeed any more. One made before may still be on its way to being
        // published by a thread that was interrupted; its segment then stays mapped until the process ends.
        foreach (JournalSegment segment in _segments.Where(segment => segment.IsSettled()))
        {
            segment.Dispose();
        }

        _supply.Drop();
        Catalog.Dispose();
        if (isDrained)
        {
            DeleteFolder();
        }

        Dispose();
    }

    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private void DeleteFolder()
    {
        try
        {
            JournalFolder.Delete(_files, Folder);
        }
        catch (IOException)
        {
            // Whoever opens the store next finds it drained, and deletes it.
        }
    }

    private void Refuse() => Refusals.Add(_refusalKind);

    private void SetRefusal(LossKind kind)
    {
        lock (_gate)
        {
            _refusalKind = _isSealed ? LossKind.Closed : kind;
            Volatile.Write(ref _isOut, _supply.IsEmpty);
        }
    }

    private void Establish()
    {
        if (IsEstablished)
        {
            return;
        }

        // The first time, or the folder was deleted under us: what is mapped there would not be found after a crash.
        Sync.ForgetFiles();
        Catalog.Reopen();
        _supply.Drop();
        _files.CreateDirectory(Folder);
        IFileLock taken = _files.TryLock(JournalFolder.LockPath(Folder))
            ?? throw new IOException($"'{Folder}' is locked by another process.");
        _lock?.Dispose();
        _lock = taken;
        _orphan = Current;
    }

    /// <summary>Goes on in the folder that was made anew, and brings what is not drained back into it.</summary>
    private void LeaveOrphan()
    {
        if (_orphan is { } orphan)
        {
            Retire(orphan);
            Sync.RestoreFiles();
            _orphan = null;
        }
    }

    private void Supply()
    {
        if (MayGrow)
        {
            Sync.NoteNames();
            SetRefusal(_supply.TryRefill() ? LossKind.Outrun : LossKind.JournalFull);
        }
    }

    private void Release()
    {
        long before = Volatile.Read(ref _releaseBefore);
        while (true)
        {
            JournalSegment oldest;
            lock (_gate)
            {
                // A segment whose last frames are still being written by an interrupted thread stays mapped.
                if (_segments.Count < 2 || _segments[0].Number >= before || !_segments[0].IsSettled())
                {
                    return;
                }

                oldest = _segments[0];
                _segments.RemoveAt(0);
                _releasedCount += oldest.Count;
            }

            _supply.Discard(oldest);
        }
    }
}
