using Cairn.Storage.Chunks;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>Finds, makes and opens series in the database. Belongs to the draining thread.</summary>
internal sealed class SeriesLoader(SqliteConnection connection, EventWriter events) : IDisposable
{
    private readonly SqliteStatement _find = new(connection, "SELECT id FROM series WHERE run = $1 AND name = $2");
    private readonly SqliteStatement _insert = new(
        connection,
        $"INSERT INTO series (run, name, is_monotonic, {BucketColumns.Names}) "
        + $"VALUES ($1, $2, 1, {BucketColumns.Parameters(before: 2)}) RETURNING id");
    private readonly SqliteStatement _selectSums = new(
        connection, $"SELECT run, name, is_monotonic, {BucketColumns.Names} FROM series WHERE id = $1");
    private readonly SqliteStatement _selectTail = new(
        connection, "SELECT start, points FROM tails WHERE series = $1 ORDER BY start");
    private readonly SqliteStatement _deleteTail = new(connection, "DELETE FROM tails WHERE series = $1");

    /// <summary>Id of the series of that name, which is made where the run has none.</summary>
    public long FindOrInsert(string run, string name) =>
        (long)(_find.Scalar(run, name) ?? _insert.Scalar(BucketColumns.Values(default, run, name))!);

    public OpenSeries Load(long id)
    {
        using SqliteDataReader row = _selectSums.Query(id);
        row.Read();
        var sums = default(SeriesBucketBuilder);
        sums.Add(BucketColumns.Read(row, 3));
        var series = new OpenSeries(id, row.GetString(0), sums, row.GetBoolean(2));
        LoadTail(series);
        long lost = (sums.Count % SeriesChunk.Capacity) - series.Tail.Count;
        if (lost != 0)
        {
            Repair(series, row.GetString(1), lost);
        }

        return series;
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _selectSums.Dispose();
        _selectTail.Dispose();
        _deleteTail.Dispose();
    }

    private void LoadTail(OpenSeries series)
    {
        using SqliteDataReader parts = _selectTail.Query(series.Id);
        while (parts.Read())
        {
            series.LastPartStart = parts.GetInt32(0);
            try
            {
                series.Tail.Add(SeriesChunk.Decode(parts.GetFieldValue<byte[]>(1)));
            }
            catch (InvalidDataException)
            {
                // The part is damaged on the disk. Load sees that its points are missing.
            }
        }

        series.TailWritten = series.Tail.Count;
    }

    /// <summary>
    /// Goes on without the points of a damaged part, says so in the run's events, and has the rest written anew.
    /// </summary>
    private void Repair(OpenSeries series, string name, long lost)
    {
        series.DropLostPoints(lost);
        series.TailWritten = 0;
        series.LastPartStart = 0;
        _deleteTail.Run(series.Id);
        events.InsertError(
            series.Run,
            series.Sums.Build().LastTimeMs,
            $"{lost} points of series '{name}' are lost: they were damaged in the database file.");
    }
}
