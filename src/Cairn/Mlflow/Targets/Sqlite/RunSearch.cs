using Cairn.Mlflow.Targets.Search;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>Finds active runs, newest first, page by page. Not thread-safe.</summary>
internal sealed class RunSearch
{
    private const int PageSize = 100;

    private readonly long _experiment;
    private readonly SearchSql _conditions = new(firstParameter: 4);
    private long _lastStart = long.MaxValue;
    private string _lastId = "";

    public RunSearch(long experiment, IReadOnlyList<SearchCondition> filter)
    {
        _experiment = experiment;
        foreach (SearchCondition condition in filter)
        {
            _conditions.Add(condition);
        }
    }

    /// <summary>The next runs; empty at the end.</summary>
    public IReadOnlyList<MlflowRun> NextPage(MlflowSession session)
    {
        List<string> ids = [];
        using (var statement = new SqliteStatement(session.Connection, Sql()))
        {
            using SqliteDataReader reader = statement.Query([_experiment, _lastStart, _lastId, .. _conditions.Values]);
            while (reader.Read())
            {
                _lastId = reader.GetString(0);
                _lastStart = reader.GetInt64(1);
                ids.Add(_lastId);
            }
        }

        return [.. ids.Select(id => RunTable.Find(session, id)).OfType<MlflowRun>()];
    }

    private string Sql() => $"""
        SELECT r.run_uuid, coalesce(r.start_time, 0) AS start FROM runs r
        WHERE r.experiment_id = $1 AND r.lifecycle_stage = 'active'
            AND (coalesce(r.start_time, 0) < $2 OR (coalesce(r.start_time, 0) = $2 AND r.run_uuid > $3)){_conditions.Text}
        ORDER BY start DESC, r.run_uuid LIMIT {PageSize}
        """;
}
