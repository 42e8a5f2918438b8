using Cairn.IO;

namespace Cairn.TensorBoard.Reading;

/// <summary>
/// Reads all event files of a run one behind the other, and leaves out what the run itself took back: when a session begins
/// again at a step, what was said before of this and later steps no longer holds. Reads the files twice, once to find where
/// sessions begin. Not thread-safe.
/// </summary>
public sealed class EventRunReader : IDisposable
{
    private readonly EventRun _run;
    private readonly IFileSystem _files;
    private readonly EventTags _tags = new();
    private readonly DamageLog _damages = new();

    /// <summary>By how many sessions began: values from this step on are taken back later, if any are. One more than there are
    /// sessions.</summary>
    private readonly long?[] _takenBackFrom;

    // Bounded by the files of the run.
    private readonly List<EventDamage> _incomplete = [];

    private EventFileReader? _reader;
    private int _file;
    private int _sessions;
    private long _skippedBytes;
    private long _closedBytes;

    internal EventRunReader(EventRun run, IFileSystem files)
    {
        _run = run;
        _files = files;
        _takenBackFrom = SessionStarts.Find(run, files);
    }

    /// <summary>Damaged places so far: at most 100 of them.</summary>
    public IReadOnlyList<EventDamage> Damages => _damages.Kept;

    /// <summary>How many damaged places there are so far.</summary>
    public long DamageCount => _damages.Count;

    /// <summary>Where files read so far end in the middle of a record: their writers died, or are still writing. Where sound
    /// records follow such a beginning they are read, and it is in <see cref="Damages"/>.</summary>
    public IReadOnlyList<EventDamage> Incomplete => _incomplete;

    /// <summary>How many values were left out so far since the run took them back.</summary>
    public long TakenBack { get; private set; }

    /// <summary>Bytes that were passed over so far since their checksums do not hold.</summary>
    public long SkippedBytes => _skippedBytes + (_reader?.SkippedBytes ?? 0);

    /// <summary>How many bytes of the run's files lie before the present record.</summary>
    internal long Position => _closedBytes + (_reader?.Position ?? 0);

    /// <summary>Reads the next value, or record without values; false behind the last file.</summary>
    /// <exception cref="IOException">A file cannot be read; the call may be made again.</exception>
    public bool TryRead(out EventRecord record)
    {
        while (_file < _run.Files.Count)
        {
            _reader ??= new EventFileReader(_run.Files[_file], _files, _tags, _damages, mayGrow: false);
            if (!_reader.TryRead(out record))
            {
                CloseFile(_reader);
            }
            else if (Keeps(record))
            {
                return true;
            }
        }

        record = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    private bool Keeps(scoped in EventRecord record)
    {
        if (record.IsSessionStart)
        {
            _sessions = Math.Min(_sessions + 1, _takenBackFrom.Length - 1); // a file may have grown since it was searched
        }

        if (_takenBackFrom[_sessions] is not { } step || record.Step < step || !CanBeTakenBack(record.Kind))
        {
            return true;
        }

        TakenBack++;
        return false;
    }

    private static bool CanBeTakenBack(EventKind kind) => kind is EventKind.Scalar or EventKind.Histogram
        or EventKind.Image or EventKind.Text or EventKind.PrCurve or EventKind.Other;

    private void CloseFile(EventFileReader reader)
    {
        if (reader.IncompleteAt is { } offset)
        {
            _incomplete.Add(new EventDamage(reader.Path, offset, EventDamageKind.Incomplete));
        }

        _skippedBytes += reader.SkippedBytes;
        _closedBytes += reader.Position;
        reader.Dispose();
        _reader = null;
        _file++;
    }
}
