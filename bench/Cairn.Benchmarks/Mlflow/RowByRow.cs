using Cairn.Mlflow;
using Microsoft.Data.Sqlite;

namespace Cairn.Benchmarks.Mlflow;

/// <summary>
/// The peer: for each point one prepared insert and one prepared upsert of the latest point, by Microsoft.Data.Sqlite,
/// in the same tables and as safe on the disk as Cairn's.
/// </summary>
internal sealed class RowByRow : IDisposable
{
    /// <summary>What MLflow's server takes in one request.</summary>
    public const int ServerBatch = 1000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _latest;

    public RowByRow(string path, string runId)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False");
        _connection.Open();
        using (var pragma = new SqliteCommand("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536", _connection))
        {
            pragma.ExecuteNonQuery();
        }

        const string Row = "(key, run_uuid, timestamp, step, value, is_nan) VALUES ($key, $run, $time, $step, $value, 0)";
        _insert = Prepare($"INSERT INTO metrics {Row} ON CONFLICT DO NOTHING", runId);
        _latest = Prepare(
            $"""
            INSERT INTO latest_metrics {Row} ON CONFLICT (key, run_uuid) DO UPDATE
            SET timestamp = excluded.timestamp, step = excluded.step, value = excluded.value, is_nan = excluded.is_nan
            WHERE (step, timestamp, value) < (excluded.step, excluded.timestamp, excluded.value)
            """,
            runId);
    }

    public void Write(MlflowBatch batch, int rowsPerTransaction)
    {
        foreach (MlflowMetric[] rows in batch.Metrics.Chunk(rowsPerTransaction))
        {
            Write(rows, [_insert, _latest]);
        }
    }

    /// <summary>Without the latest points, in one transaction: what SQLite needs at least by these means.</summary>
    public void WriteBare(MlflowBatch batch) => Write(batch.Metrics, [_insert]);

    public void Dispose()
    {
        _insert.Dispose();
        _latest.Dispose();
        _connection.Dispose();
    }

    private void Write(IEnumerable<MlflowMetric> rows, SqliteCommand[] commands)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        foreach (MlflowMetric row in rows)
        {
            foreach (SqliteCommand command in commands)
            {
                command.Transaction = transaction;
                command.Parameters[1].Value = row.Key;
                command.Parameters[2].Value = row.Point.TimeMs;
                command.Parameters[3].Value = row.Point.Step;
                command.Parameters[4].Value = row.Point.Value;
                command.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    private SqliteCommand Prepare(string sql, string runId)
    {
        var command = new SqliteCommand(sql, _connection);
        command.Parameters.AddWithValue("$run", runId);
        foreach (string name in (string[])["$key", "$time", "$step", "$value"])
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
