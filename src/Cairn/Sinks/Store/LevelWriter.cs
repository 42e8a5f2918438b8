using Cairn.Storage;
using Cairn.Storage.Chunks;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Writes the levels above the chunks: a bucket for each full chunk, and one more for every four of the level below as
/// soon as the fourth is there. A row never changes. Belongs to the draining thread.
/// </summary>
internal sealed class LevelWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _insert = new(
        connection,
        $"INSERT INTO levels (series, level, number, {BucketColumns.Names}) "
        + $"VALUES ($1, $2, $3, {BucketColumns.Parameters(before: 3)})");
    private readonly SqliteStatement _selectFour = new(
        connection,
        $"SELECT {BucketColumns.Names} FROM levels "
        + "WHERE series = $1 AND level = $2 AND number BETWEEN $3 - 3 AND $3 ORDER BY number");

    public void Add(long series, long number, SeriesBucket bucket)
    {
        int level = SeriesLevels.Lowest;
        Insert(series, level, number, bucket);
        while (number % SeriesLevels.FanOut == SeriesLevels.FanOut - 1)
        {
            bucket = MergeFour(series, level, number);
            level++;
            number /= SeriesLevels.FanOut;
            Insert(series, level, number, bucket);
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _selectFour.Dispose();
    }

    private void Insert(long series, int level, long number, SeriesBucket bucket) =>
        _insert.Run(BucketColumns.Values(bucket, series, level, number));

    private SeriesBucket MergeFour(long series, int level, long last)
    {
        var merged = default(SeriesBucketBuilder);
        using SqliteDataReader rows = _selectFour.Query(series, level, last);
        while (rows.Read())
        {
            merged.Add(BucketColumns.Read(rows, 0));
        }

        return merged.Build();
    }
}
