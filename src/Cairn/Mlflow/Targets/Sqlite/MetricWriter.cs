using System.Text;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>
/// Adds points: one statement without look-ups for each, then one for each metric's latest point. Belongs to its
/// connection's thread.
/// </summary>
internal sealed class MetricWriter(SqliteConnection connection) : IDisposable
{
    // Without a target: MLflow's later schemas may have another key, and a missing value must stay an error.
    private readonly RawStatement _insert = new(connection, """
        INSERT INTO metrics ("key", run_uuid, timestamp, step, value, is_nan) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO NOTHING
        """);

    private readonly SqliteStatement _insertLatest = new(connection, """
        INSERT INTO latest_metrics ("key", run_uuid, timestamp, step, value, is_nan) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """);

    private readonly SqliteStatement _updateLatest = new(connection, """
        UPDATE latest_metrics SET timestamp = $3, step = $4, value = $5, is_nan = $6
        WHERE "key" = $1 AND run_uuid = $2 AND (step, coalesce(timestamp, 0), value) < ($4, $3, $5)
        """);

    /// <summary>Adds the points of one metric that are not there yet. Belongs into a transaction.</summary>
    public void Add(string runId, string key, IEnumerable<MlflowPoint> points)
    {
        _insert.BindText(1, Encoding.UTF8.GetBytes(key));
        _insert.BindText(2, Encoding.UTF8.GetBytes(runId));
        StoredPoint? latest = null;
        foreach (MlflowPoint point in points)
        {
            var stored = StoredPoint.Of(point);
            _insert.Bind(3, stored.TimeMs);
            _insert.Bind(4, stored.Step);
            _insert.Bind(5, stored.Value);
            _insert.Bind(6, stored.IsNan ? 1 : 0);
            _insert.Run();
            latest = latest is { } before && before.IsLaterThan(stored) ? before : stored;
        }

        if (latest is { } last)
        {
            SetLatest(runId, key, last);
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _insertLatest.Dispose();
        _updateLatest.Dispose();
    }

    private void SetLatest(string runId, string key, StoredPoint point)
    {
        ReadOnlySpan<object?> row = [key, runId, point.TimeMs, point.Step, point.Value, point.IsNan ? 1 : 0];
        if (_insertLatest.Run(row) == 0)
        {
            _updateLatest.Run(row);
        }
    }
}
