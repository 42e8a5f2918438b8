using Cairn.Mlflow.Targets.Local;
using Cairn.Storage.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>
/// Parameters, tags and points of runs. Every call that writes belongs into a transaction. Stateless.
/// </summary>
internal static class RunData
{
    public const int HistoryPageSize = 10_000;

    public static void Log(MlflowSession session, string runId, LegalBatch batch)
    {
        RunTable.Require(session, runId);
        foreach (KeyValuePair<string, string> parameter in batch.Parameters)
        {
            if (!TrySetParameter(session, runId, MlflowNames.ToKey(parameter.Key), parameter.Value))
            {
                batch.AddChanged(parameter);
            }
        }

        SetTags(session, runId, batch.Tags);
        foreach (IGrouping<string, MlflowPoint> metric in batch.Metrics)
        {
            session.Metrics.Add(runId, metric.Key, metric);
        }
    }

    public static void SetTags(MlflowSession session, string runId, IReadOnlyDictionary<string, string> tags)
    {
        foreach ((string key, string value) in tags)
        {
            if (session.Run("UPDATE tags SET value = $3 WHERE \"key\" = $1 AND run_uuid = $2", key, runId, value) == 0)
            {
                session.Run("INSERT INTO tags (\"key\", run_uuid, value) VALUES ($1, $2, $3)", key, runId, value);
            }

            if (key == WellKnownTags.RunName)
            {
                session.Run("UPDATE runs SET name = $2 WHERE run_uuid = $1", runId, MlflowNames.ToRunName(value));
            }
        }
    }

    /// <summary>The points of a metric that were recorded after a place, with the places where they are.</summary>
    public static List<(long Place, MlflowPoint Point)> HistoryPage(
        MlflowSession session, string runId, string key, long afterPlace) => session.Rows(
        // "+" keeps the key out of the choice of an index: the one by run is in the order of recording.
        $"""
        SELECT rowid, step, timestamp, value, is_nan FROM metrics
        WHERE run_uuid = $1 AND +"key" = $2 AND rowid > $3 ORDER BY rowid LIMIT {HistoryPageSize}
        """,
        reader => (
            reader.GetInt64(0),
            new StoredPoint(reader.GetInt64(1), reader.GetInt64(2), reader.GetDouble(3), reader.GetBoolean(4)).ToPoint()),
        runId,
        key,
        afterPlace);

    /// <summary>The rows of <c>params</c> or <c>tags</c>.</summary>
    public static IReadOnlyDictionary<string, string> ReadTexts(MlflowSession session, string table, string runId) =>
        ToDictionary(session.Rows(
            $"SELECT \"key\", coalesce(value, '') FROM {table} WHERE run_uuid = $1",
            reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1)),
            runId));

    public static IReadOnlyDictionary<string, MlflowPoint> ReadLatest(MlflowSession session, string runId) =>
        ToDictionary(session.Rows(
            """
            SELECT "key", step, coalesce(timestamp, 0), value, is_nan FROM latest_metrics WHERE run_uuid = $1
            """,
            reader => KeyValuePair.Create(
                reader.GetString(0),
                new StoredPoint(reader.GetInt64(1), reader.GetInt64(2), reader.GetDouble(3), reader.GetBoolean(4)).ToPoint()),
            runId));

    private static bool TrySetParameter(MlflowSession session, string runId, string key, string value)
    {
        object? held = session.Scalar("SELECT value FROM params WHERE \"key\" = $1 AND run_uuid = $2", key, runId);
        if (held is null)
        {
            session.Run("INSERT INTO params (\"key\", run_uuid, value) VALUES ($1, $2, $3)", key, runId, value);
        }

        return held is null || held as string == value;
    }

    private static Dictionary<string, T> ToDictionary<T>(IEnumerable<KeyValuePair<string, T>> rows) =>
        new(rows, StringComparer.Ordinal);
}
