using Cairn.Storage.Chunks;

namespace Cairn.Sinks.Store;

/// <summary>
/// A series that is being written: its sums and the points behind its last full chunk. Belongs to
/// <see cref="SeriesWriter"/>.
/// </summary>
internal sealed class OpenSeries(long id, string run, SeriesBucketBuilder sums, bool isMonotonic)
{
    private SeriesBucketBuilder _sums = sums;

    public long Id { get; } = id;

    /// <summary>Id of the run that it belongs to.</summary>
    public string Run { get; } = run;

    /// <summary>At most <see cref="SeriesChunk.Capacity"/> points.</summary>
    public PointColumns Tail { get; } = new();

    /// <summary>How many of the tail's points are in the database, in parts.</summary>
    public int TailWritten { get; set; }

    /// <summary>Where the last of those parts begins.</summary>
    public int LastPartStart { get; set; }

    public ref readonly SeriesBucketBuilder Sums => ref _sums;

    /// <summary>Number of the chunk that the tail will be.</summary>
    public long ChunkNumber => (_sums.Count - Tail.Count) / SeriesChunk.Capacity;

    public bool IsMonotonic { get; private set; } = isMonotonic;

    /// <summary>True when it has points that are not in the database.</summary>
    public bool IsDirty { get; set; }

    /// <summary>True when another object took its place: nothing more may be added to this one.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>The transaction that used it last, for choosing which to forget.</summary>
    public long LastUsed { get; set; }

    /// <summary>
    /// Takes the place of points that were counted but could not be read again: the sums keep them, the count must not,
    /// because places are computed from it.
    /// </summary>
    public void DropLostPoints(long count) => _sums.DropCount(count);

    public void Add(long step, long timeMs, double value)
    {
        IsMonotonic &= _sums.Count == 0 || step >= _sums.MaxStep;
        _sums.Add(step, timeMs, value);
        Tail.Add(step, timeMs, value);
    }
}
