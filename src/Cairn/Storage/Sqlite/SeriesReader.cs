using Cairn.Storage.Chunks;
using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads series and the pieces that they are stored in. Not thread-safe.</summary>
internal sealed class SeriesReader(SqliteReadConnection connection)
{
    private const string SelectInfo = $"SELECT id, run, name, is_monotonic, {BucketColumns.Names} FROM series ";

    private static readonly SeriesSnapshot NoPoints = new(0, new PointColumns());

    public IReadOnlyList<SeriesInfo> List(string runId) =>
        connection.Rows(SelectInfo + "WHERE run = $1 ORDER BY name", ReadInfo, runId);

    public SeriesInfo? Find(string runId, string name) =>
        connection.Rows(SelectInfo + "WHERE run = $1 AND name = $2", ReadInfo, runId, name).FirstOrDefault();

    /// <summary>The series now; without points when it is not there any more.</summary>
    public SeriesSnapshot ReadSnapshot(long series) => connection.InSnapshot(() =>
    {
        List<long> counts = connection.Rows(
            "SELECT count FROM series WHERE id = $1", static row => row.GetInt64(0), series);
        if (counts.Count == 0)
        {
            return NoPoints;
        }

        var tail = new PointColumns();
        foreach (byte[] part in connection.Rows(
            "SELECT points FROM tails WHERE series = $1 ORDER BY start", ReadBlob, series))
        {
            tail.Add(Decode(part, series));
        }

        return new SeriesSnapshot(counts[0] / SeriesChunk.Capacity, tail);
    });

    public PointColumns ReadChunk(long series, long number)
    {
        List<byte[]> chunk = connection.Rows(
            "SELECT points FROM chunks WHERE series = $1 AND number = $2", ReadBlob, series, number);
        return chunk.Count == 0 ? new PointColumns() : Decode(chunk[0], series);
    }

    /// <summary>Buckets of a level, from one number to another, whose steps touch the range; by number.</summary>
    public List<LevelBucket> ReadLevel(
        long series, int level, long firstNumber, long lastNumber, long fromStep, long toStep) => connection.Rows(
        $"SELECT level, number, {BucketColumns.Names} FROM levels WHERE series = $1 AND level = $2 "
        + "AND number BETWEEN $3 AND $4 AND max_step >= $5 AND min_step <= $6 ORDER BY number",
        static row => new LevelBucket(row.GetInt32(0), row.GetInt64(1), BucketColumns.Read(row, 2)),
        series,
        level,
        firstNumber,
        lastNumber,
        fromStep,
        toStep);

    /// <summary>Chunk by chunk; what is recorded meanwhile is not seen.</summary>
    public IEnumerable<SeriesPoint> ReadRecorded(long series, long skip)
    {
        SeriesSnapshot snapshot = ReadSnapshot(series);
        for (long number = skip / SeriesChunk.Capacity; number <= snapshot.Chunks; number++)
        {
            PointColumns piece = number == snapshot.Chunks ? snapshot.Tail : ReadChunk(series, number);
            long before = number * SeriesChunk.Capacity;
            for (int i = (int)Math.Max(0, skip - before); i < piece.Count; i++)
            {
                yield return piece[i];
            }
        }
    }

    public IReadOnlyList<SeriesPoint> ReadTail(long series, int count)
    {
        SeriesSnapshot snapshot = ReadSnapshot(series);
        var pieces = new Stack<PointColumns>([snapshot.Tail]);
        long found = snapshot.Tail.Count;
        for (long number = snapshot.Chunks - 1; number >= 0 && found < count; number--)
        {
            pieces.Push(ReadChunk(series, number));
            found += pieces.Peek().Count;
        }

        var points = new List<SeriesPoint>();
        foreach (PointColumns piece in pieces)
        {
            int first = (int)Math.Clamp(found - count, 0, piece.Count);
            found -= piece.Count;
            for (int i = first; i < piece.Count; i++)
            {
                points.Add(piece[i]);
            }
        }

        return points;
    }

    private PointColumns Decode(byte[] chunk, long series)
    {
        try
        {
            return SeriesChunk.Decode(chunk);
        }
        catch (InvalidDataException error)
        {
            throw new StoreUnavailableException(
                "store.damaged",
                connection.Path,
                $"Points of series {series} in {connection.Path} are damaged: {error.Message} Restore it from a backup.",
                error);
        }
    }

    private static byte[] ReadBlob(SqliteDataReader row) => row.GetFieldValue<byte[]>(0);

    private static SeriesInfo ReadInfo(SqliteDataReader row)
    {
        SeriesBucket sums = BucketColumns.Read(row, 4);
        return new SeriesInfo
        {
            Id = row.GetInt64(0),
            RunId = row.GetString(1),
            Name = row.GetString(2),
            IsMonotonic = row.GetBoolean(3),
            Count = sums.Count,
            NanCount = sums.NanCount,
            MinStep = sums.MinStep,
            MaxStep = sums.MaxStep,
            Last = sums.Last,
            LastTimeMs = sums.LastTimeMs,
            Min = sums.Min,
            Max = sums.Max,
            StepOfMin = sums.StepOfMin,
            StepOfMax = sums.StepOfMax,
        };
    }
}
