using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads runs and what belongs to them but the series. Not thread-safe.</summary>
internal sealed class RunReader(SqliteReadConnection connection)
{
    private const string SelectRun = """
        SELECT id, experiment, name, status, started_ms, ended_ms, end_reason, configuration, environment, summary, note,
          log_folder,
          (SELECT count(*) FROM series WHERE series.run = runs.id),
          (SELECT coalesce(sum(count), 0) FROM series WHERE series.run = runs.id)
        FROM runs
        """;

    private const string SelectEvent =
        "SELECT id, time_ms, kind, level, step, value, category, message, data FROM events";

    /// <summary>Of runs that began in one millisecond, the newest is the one that was stored last; ids end at random.</summary>
    private const string NewestFirst = " ORDER BY started_ms DESC, runs.rowid DESC";

    public IReadOnlyList<RunInfo> List(RunFilter filter) => connection.Rows(
        SelectRun
        + " WHERE ($1 IS NULL OR experiment = $1) AND ($2 IS NULL OR status = $2)"
        + " AND ($3 IS NULL OR EXISTS (SELECT 1 FROM tags WHERE tags.run = runs.id AND tags.key = $3))"
        + NewestFirst + " LIMIT $4 OFFSET $5",
        ReadRun,
        filter.Experiment,
        (long?)filter.Status,
        filter.Tag,
        Math.Max(0, filter.Limit),
        Math.Max(0, filter.Offset));

    public RunInfo? Find(string idOrName)
    {
        ArgumentNullException.ThrowIfNull(idOrName);
        return FirstOf(" WHERE id = $1", idOrName)
            ?? (idOrName == "latest" ? FirstOf(NewestFirst + " LIMIT 1") : null)
            ?? FirstOf(" WHERE name = $1" + NewestFirst + " LIMIT 1", idOrName)
            ?? FindByBeginning(idOrName);
    }

    public IReadOnlyDictionary<string, string> Parameters(string runId) =>
        ReadPairs("SELECT key, value FROM parameters WHERE run = $1 ORDER BY key", runId);

    public IReadOnlyDictionary<string, string> Tags(string runId) =>
        ReadPairs("SELECT key, value FROM tags WHERE run = $1 ORDER BY key", runId);

    public IReadOnlyList<RunEvent> Events(string runId, long afterId, int limit) => connection.Rows(
        SelectEvent + " WHERE run = $1 AND id > $2 ORDER BY id LIMIT $3",
        ReadEvent,
        runId,
        afterId,
        Math.Max(0, limit));

    public IReadOnlyList<RunEvent> LastEvents(string runId, int count)
    {
        List<RunEvent> newestFirst = connection.Rows(
            SelectEvent + " WHERE run = $1 ORDER BY id DESC LIMIT $2", ReadEvent, runId, Math.Max(0, count));
        newestFirst.Reverse();
        return newestFirst;
    }

    /// <summary>Warnings that belong to no run, the last first; lines of the host's log are left out.</summary>
    public IReadOnlyList<RunEvent> LastAlarms(int count) => connection.Rows(
        SelectEvent + " WHERE run IS NULL AND level >= 3 AND kind <> 'log' ORDER BY id DESC LIMIT $1",
        ReadEvent,
        Math.Max(0, count));

    private RunInfo? FirstOf(string condition, params ReadOnlySpan<object?> values) =>
        connection.Rows(SelectRun + condition, ReadRun, values).FirstOrDefault();

    private RunInfo? FindByBeginning(string beginning)
    {
        if (beginning.Length == 0)
        {
            return null;
        }

        // Ids are made of digits, small letters and hyphens; '{' comes behind all of them.
        List<RunInfo> runs = connection.Rows(
            SelectRun + " WHERE id >= $1 AND id < $1 || '{' LIMIT 2", ReadRun, beginning);
        return runs.Count < 2
            ? runs.FirstOrDefault()
            : throw new ArgumentException(
                $"'{beginning}' is the beginning of several run ids, {runs[0].Id} and {runs[1].Id} among them. Add a few "
                + "characters.");
    }

    private Dictionary<string, string> ReadPairs(string sql, string runId) =>
        connection.Rows(sql, static row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), runId).ToDictionary();

    private static RunInfo ReadRun(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Experiment = row.GetString(1),
        Name = row.GetString(2),
        Status = (RunStatus)row.GetInt32(3),
        StartedUtc = StoredTime.Of(row.GetInt64(4)),
        EndedUtc = row.GetInt64OrNull(5) is { } ended ? StoredTime.Of(ended) : null,
        EndReason = row.GetStringOrNull(6),
        ConfigurationJson = row.GetString(7),
        EnvironmentJson = row.GetString(8),
        SummaryJson = row.GetString(9),
        Note = row.GetStringOrNull(10),
        LogFolder = row.GetString(11),
        SeriesCount = row.GetInt32(12),
        PointCount = row.GetInt64(13),
    };

    private static RunEvent ReadEvent(SqliteDataReader row) => new(
        row.GetInt64(0),
        StoredTime.Of(row.GetInt64(1)),
        row.GetString(2),
        row.GetInt32(3),
        row.GetInt64OrNull(4),
        row.IsDBNull(5) ? null : row.GetDouble(5),
        row.GetString(6),
        row.GetString(7),
        row.GetString(8));
}
