using Cairn.Storage;
using Cairn.Storage.Chunks;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Writes points: full chunks and their levels once, what is behind the last full chunk in parts. What it keeps in
/// memory equals what is committed plus the open transaction; after a rollback the writer is thrown away. Belongs to
/// the draining thread.
/// </summary>
internal sealed class SeriesWriter(SqliteConnection connection, SeriesLoader loader, RunWriter runs) : IDisposable
{
    /// <summary>
    /// A part that has fewer points is written again, longer, by the next transaction. So a trickle of points costs a
    /// small row for each transaction instead of a chunk, and a chunk has at most 1,024 / 64 = 16 parts.
    /// </summary>
    private const int MinPartLength = 64;

    /// <summary>
    /// Series kept open between transactions. Each holds up to 1,024 points of 24 bytes: 24 MB in all. One more is
    /// loaded again when it is next written to.
    /// </summary>
    internal const int MaxOpenSeries = 1024;

    /// <summary>By id. Bounded by <see cref="MaxOpenSeries"/> plus the series of one batch.</summary>
    private readonly Dictionary<long, OpenSeries> _open = [];
    private readonly List<OpenSeries> _dirty = [];
    private readonly LevelWriter _levels = new(connection);
    private readonly SqliteStatement _insertChunk = new(
        connection, "INSERT INTO chunks (series, number, points) VALUES ($1, $2, $3)");
    private readonly SqliteStatement _deleteTail = new(connection, "DELETE FROM tails WHERE series = $1");
    private readonly SqliteStatement _writePart = new(
        connection, "INSERT OR REPLACE INTO tails (series, start, points) VALUES ($1, $2, $3)");
    private readonly SqliteStatement _updateSums = new(
        connection,
        $"UPDATE series SET is_monotonic = $2, ({BucketColumns.Names}) = ({BucketColumns.Parameters(before: 2)}) "
        + "WHERE id = $1");
    private long _transaction;

    /// <summary>The series, loaded where it was not open.</summary>
    public OpenSeries Open(long id)
    {
        if (!_open.TryGetValue(id, out OpenSeries? series))
        {
            series = loader.Load(id);
            _open.Add(id, series);
        }

        return series;
    }

    public void Add(OpenSeries series, long step, long timeMs, double value)
    {
        MarkDirty(series);
        series.Add(step, timeMs, value);
        if (series.Tail.Count == SeriesChunk.Capacity)
        {
            WriteChunk(series);
        }
    }

    /// <summary>Puts another state in the place of a series; null when it was deleted.</summary>
    public void Replace(OpenSeries series, OpenSeries? by)
    {
        series.IsReplaced = true;
        _open.Remove(series.Id);
        if (by is not null)
        {
            _open.Add(by.Id, by);
            MarkDirty(by);
        }
    }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush()
    {
        foreach (OpenSeries series in _dirty)
        {
            WritePart(series);
            SeriesBucket sums = series.Sums.Build();
            _updateSums.Run(BucketColumns.Values(sums, series.Id, series.IsMonotonic));
            runs.Touch(series.Run, sums.LastTimeMs);
            series.IsDirty = false;
        }

        _dirty.Clear();
        _transaction++;
    }

    /// <summary>Forgets the series that were not used for longest, where too many are open; true when it did.</summary>
    public bool Trim()
    {
        if (_open.Count <= MaxOpenSeries)
        {
            return false;
        }

        foreach (OpenSeries series in _open.Values.OrderBy(series => series.LastUsed).Take(_open.Count - MaxOpenSeries))
        {
            _open.Remove(series.Id);
        }

        return true;
    }

    public void Dispose()
    {
        _levels.Dispose();
        _insertChunk.Dispose();
        _deleteTail.Dispose();
        _writePart.Dispose();
        _updateSums.Dispose();
    }

    private void MarkDirty(OpenSeries series)
    {
        if (!series.IsDirty)
        {
            series.IsDirty = true;
            series.LastUsed = _transaction;
            _dirty.Add(series);
        }
    }

    private void WriteChunk(OpenSeries series)
    {
        var bucket = default(SeriesBucketBuilder);
        bucket.Add(series.Tail);
        long number = series.ChunkNumber;
        _insertChunk.Run(series.Id, number, SeriesChunk.Encode(series.Tail));
        _levels.Add(series.Id, number, bucket.Build());
        if (series.TailWritten > 0)
        {
            _deleteTail.Run(series.Id);
        }

        series.Tail.Clear();
        series.TailWritten = 0;
        series.LastPartStart = 0;
    }

    private void WritePart(OpenSeries series)
    {
        if (series.TailWritten == series.Tail.Count)
        {
            return;
        }

        if (series.TailWritten - series.LastPartStart >= MinPartLength)
        {
            series.LastPartStart = series.TailWritten;
        }

        _writePart.Run(series.Id, series.LastPartStart, SeriesChunk.Encode(series.Tail, series.LastPartStart));
        series.TailWritten = series.Tail.Count;
    }
}
