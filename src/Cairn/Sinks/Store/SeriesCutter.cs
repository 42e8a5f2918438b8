using Cairn.Storage.Chunks;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Cuts a series back to its first points: afterwards it is as if the later ones had never come. Belongs to the draining
/// thread.
/// </summary>
internal sealed class SeriesCutter(SqliteConnection connection, SeriesWriter writer, EventWriter events) : IDisposable
{
    private readonly SqliteStatement _selectChunk = new(
        connection, "SELECT points FROM chunks WHERE series = $1 AND number = $2");
    private readonly SqliteStatement _selectBuckets = new(
        connection,
        $"SELECT {BucketColumns.Names} FROM levels WHERE series = $1 AND level = $2 AND number < $3 ORDER BY number");
    private readonly SqliteStatement _deletePoints = new(
        connection,
        """
        DELETE FROM chunks WHERE series = $1 AND number >= $2;
        DELETE FROM tails WHERE series = $1
        """);
    private readonly SqliteStatement _deleteBuckets = new(
        connection, "DELETE FROM levels WHERE series = $1 AND level = $2 AND number >= $3");
    private readonly SqliteStatement _deleteSeries = new(connection, "DELETE FROM series WHERE id = $1");

    /// <summary>
    /// Keeps at most so many points; a series of none is deleted. Everything of it is in the database. Returns how many
    /// went, those included that could not be kept because the chunk with them is damaged.
    /// </summary>
    public long Cut(long id, string name, long count)
    {
        OpenSeries whole = writer.Open(id);
        count = Math.Min(count, whole.Sums.Count);
        long chunks = count / SeriesChunk.Capacity;
        PointColumns tail = ReadTail(whole, name, chunks, (int)(count % SeriesChunk.Capacity));
        OpenSeries? cut = chunks == 0 && tail.Count == 0 ? null : Rebuild(whole, chunks, tail);
        if (cut is null)
        {
            _deleteSeries.Run(id);
        }
        else
        {
            DeleteBehind(whole, chunks);
        }

        writer.Replace(whole, cut);
        return whole.Sums.Count - (cut?.Sums.Count ?? 0);
    }

    public void Dispose()
    {
        _selectChunk.Dispose();
        _selectBuckets.Dispose();
        _deletePoints.Dispose();
        _deleteBuckets.Dispose();
        _deleteSeries.Dispose();
    }

    /// <summary>The first points behind the full chunks that stay.</summary>
    private PointColumns ReadTail(OpenSeries whole, string name, long chunks, int count)
    {
        var tail = new PointColumns();
        if (count == 0)
        {
            return tail;
        }

        PointColumns? points = chunks == whole.ChunkNumber ? whole.Tail : TryReadChunk(whole.Id, chunks);
        if (points is null)
        {
            events.InsertError(
                whole.Run,
                whole.Sums.Build().LastTimeMs,
                $"{count} points of series '{name}' are lost: the chunk that they were in is damaged in the database file.");
            return tail;
        }

        for (int i = 0; i < count; i++)
        {
            tail.Add(points.Steps[i], points.Times[i], points.Values[i]);
        }

        return tail;
    }

    private PointColumns? TryReadChunk(long id, long number)
    {
        try
        {
            return _selectChunk.Scalar(id, number) is byte[] chunk ? SeriesChunk.Decode(chunk) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private OpenSeries Rebuild(OpenSeries whole, long chunks, PointColumns tail)
    {
        var sums = default(SeriesBucketBuilder);
        using (SqliteDataReader buckets = _selectBuckets.Query(whole.Id, SeriesLevels.Lowest, chunks))
        {
            while (buckets.Read())
            {
                sums.Add(BucketColumns.Read(buckets, 0));
            }
        }

        sums.Add(tail);
        var cut = new OpenSeries(whole.Id, whole.Run, sums, whole.IsMonotonic || IsInOrder(whole.Id, chunks, tail));
        cut.Tail.Add(tail);
        return cut;
    }

    /// <summary>
    /// The steps of the whole series went back somewhere, perhaps only behind the cut. Buckets do not tell where, so the
    /// points are read; where they cannot be, it stays as it was.
    /// </summary>
    private bool IsInOrder(long id, long chunks, PointColumns tail)
    {
        long last = long.MinValue;
        for (long number = 0; number < chunks; number++)
        {
            if (TryReadChunk(id, number) is not { } points || !IsInOrder(points, ref last))
            {
                return false;
            }
        }

        return IsInOrder(tail, ref last);
    }

    private static bool IsInOrder(PointColumns points, ref long last)
    {
        foreach (long step in points.Steps)
        {
            if (step < last)
            {
                return false;
            }

            last = step;
        }

        return true;
    }

    private void DeleteBehind(OpenSeries whole, long chunks)
    {
        _deletePoints.Run(whole.Id, chunks);
        for (int level = SeriesLevels.Lowest; SeriesLevels.Buckets(level, whole.ChunkNumber) > 0; level++)
        {
            _deleteBuckets.Run(whole.Id, level, SeriesLevels.Buckets(level, chunks));
        }
    }
}
