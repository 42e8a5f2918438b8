using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Cairn.IO;

namespace Cairn.Journal;

/// <summary>
/// Segments that are ready before they are needed, within the journal's budget. Recording threads only take; everything
/// that touches the disk belongs to the journal's own thread.
/// </summary>
internal sealed class SegmentSupply(IFileSystem files, CairnOptions options, string folder)
{
    /// <summary>A process that logs in bursts gets more segments made ready, up to this many.</summary>
    private const int MostReady = 8;

    private readonly ConcurrentQueue<JournalSegment> _ready = new();

    private int _wanted = 2;
    private bool _wasFilled;
    private long _lastNumber;
    private long _usedBytes;

    /// <summary>True when recording threads would find nothing.</summary>
    public bool IsEmpty => _ready.IsEmpty;

    /// <summary>Bytes of disk taken by all segments that were made and not discarded.</summary>
    public long UsedBytes => Volatile.Read(ref _usedBytes);

    public bool TryTake([NotNullWhen(true)] out JournalSegment? segment) => _ready.TryDequeue(out segment);

    /// <summary>
    /// Makes as many segments ready as are wanted. False when the budget does not allow it; an
    /// <see cref="IOException"/> when the disk does not.
    /// </summary>
    public bool TryRefill()
    {
        if (IsEmpty && _wasFilled)
        {
            _wanted = Math.Min(_wanted * 2, MostReady);
        }

        while (_ready.Count < _wanted)
        {
            if (_usedBytes + options.SegmentBytes > options.JournalBudgetBytes)
            {
                return false;
            }

            _ready.Enqueue(JournalSegment.Create(files, folder, _lastNumber + 1, options.SegmentBytes));
            _lastNumber++;
            Volatile.Write(ref _usedBytes, _usedBytes + options.SegmentBytes);
        }

        _wasFilled = true;
        return true;
    }

    /// <summary>
    /// Gives back the room of what is ready and of no use: its files are gone, or the journal ends. Their numbers, the
    /// last ones given, are given again.
    /// </summary>
    public void Drop()
    {
        while (TryTake(out JournalSegment? segment))
        {
            _lastNumber--;
            Discard(segment);
        }
    }

    /// <summary>Unmaps a segment that nobody writes or reads any more, and deletes its file.</summary>
    public void Discard(JournalSegment segment)
    {
        segment.Dispose();
        Volatile.Write(ref _usedBytes, _usedBytes - segment.CapacityBytes);
        try
        {
            files.DeleteFile(JournalFolder.SegmentPath(folder, segment.Number));
        }
        catch (IOException)
        {
            // It goes with the folder, or with whoever recovers the folder: the cursors are behind it.
        }
    }
}
