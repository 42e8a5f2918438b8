using Cairn.Storage;
using Microsoft.Data.Sqlite;

namespace Cairn.Benchmarks.Storage;

/// <summary>
/// The peer: a table with a row for each point, written by Microsoft.Data.Sqlite in transactions of 10,000 rows that
/// are on disk when they end, as Cairn's are.
/// </summary>
internal sealed class RowPerPoint : IDisposable
{
    public const string Title = "row per point, Microsoft.Data.Sqlite";

    private const int RowsPerTransaction = 10_000;

    private readonly SteppedTime _time = new();
    private readonly LossCurve _curve = new(isSinglePrecision: false);
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly int _series;
    private long _step;

    public RowPerPoint(string path, int series)
    {
        _series = series;
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE points (
              series INTEGER NOT NULL,
              step INTEGER NOT NULL,
              time_ms INTEGER NOT NULL,
              value REAL NOT NULL,
              PRIMARY KEY (series, step)
            ) WITHOUT ROWID;
            """);
        _insert = _connection.CreateCommand();
        _insert.CommandText =
            "INSERT INTO points (series, step, time_ms, value) VALUES ($series, $step, $time, $value)";
        foreach (string name in (string[])["$series", "$step", "$time", "$value"])
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
    }

    public void Write(int points)
    {
        for (int left = points; left > 0; left -= RowsPerTransaction)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            _insert.Transaction = transaction;
            for (int i = 0; i < Math.Min(left, RowsPerTransaction); i++)
            {
                InsertNext(i % _series);
            }

            transaction.Commit();
        }
    }

    /// <summary>Reads all rows of the first series and reduces them to so many minima, maxima and means.</summary>
    public (double Min, double Max, double Mean)[] ReadDownsampled(int buckets)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = "SELECT value FROM points WHERE series = 0 ORDER BY step";
        using SqliteDataReader rows = command.ExecuteReader();
        var reduced = new (double Min, double Max, double Mean)[buckets];
        Array.Fill(reduced, (double.PositiveInfinity, double.NegativeInfinity, 0));
        long pointsPerBucket = (_step + buckets - 1) / buckets;
        for (long i = 0; rows.Read(); i++)
        {
            ref (double Min, double Max, double Mean) bucket = ref reduced[i / pointsPerBucket];
            double value = rows.GetDouble(0);
            bucket.Min = Math.Min(bucket.Min, value);
            bucket.Max = Math.Max(bucket.Max, value);
            bucket.Mean += value / pointsPerBucket;
        }

        return reduced;
    }

    /// <summary>The last points of the first series, newest first.</summary>
    public List<SeriesPoint> ReadTail(int count)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText =
            "SELECT step, time_ms, value FROM points WHERE series = 0 ORDER BY step DESC LIMIT $count";
        command.Parameters.AddWithValue("$count", count);
        using SqliteDataReader rows = command.ExecuteReader();
        var points = new List<SeriesPoint>(count);
        while (rows.Read())
        {
            points.Add(new SeriesPoint(rows.GetInt64(0), rows.GetInt64(1), rows.GetDouble(2)));
        }

        return points;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void InsertNext(int series)
    {
        if (series == 0)
        {
            _time.Step();
            _step++;
        }

        _insert.Parameters[0].Value = series;
        _insert.Parameters[1].Value = _step;
        _insert.Parameters[2].Value = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _insert.Parameters[3].Value = _curve.Next(_step);
        _insert.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
