using System.Globalization;
using Cairn.Mlflow.Targets.Local;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>Experiments in the database. Every call belongs into a transaction or stands alone. Stateless.</summary>
internal static class ExperimentTable
{
    public const int PageSize = 1000;

    private const string Columns = "experiment_id, name, coalesce(artifact_location, '')";

    public static MlflowExperiment GetOrCreate(MlflowSession session, string name, long nowMs)
    {
        List<MlflowExperiment> found = session.Rows(
            $"SELECT {Columns} FROM experiments WHERE name = $1 ORDER BY experiment_id LIMIT 1", Read, name);
        if (found.Count == 0)
        {
            return Create(session, name, nowMs);
        }

        Restore(session, ParseId(session.Path, found[0].Id), nowMs);
        return found[0];
    }

    /// <summary>Active ones with ids above the given one, in the order of their ids.</summary>
    public static IReadOnlyList<MlflowExperiment> Page(MlflowSession session, long afterId) => session.Rows(
        $"""
        SELECT {Columns} FROM experiments
        WHERE lifecycle_stage = 'active' AND experiment_id > $1 ORDER BY experiment_id LIMIT {PageSize}
        """,
        Read,
        afterId);

    /// <exception cref="MlflowException">There is no such experiment.</exception>
    public static MlflowExperiment Get(MlflowSession session, string id) => session.Rows(
        $"SELECT {Columns} FROM experiments WHERE experiment_id = $1", Read, ParseId(session.Path, id)) is [var found]
        ? found
        : throw Missing(session.Path, id);

    /// <exception cref="MlflowException">It is no number, so that there can be no such experiment.</exception>
    public static long ParseId(string location, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Missing(location, id);

    private static MlflowExperiment Create(MlflowSession session, string name, long nowMs)
    {
        session.Run(
            """
            INSERT INTO experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time)
            VALUES ($1, '', 'active', $2, $2)
            """,
            name,
            nowMs);
        long id = (long)session.Scalar("SELECT last_insert_rowid()")!;
        string location = string.Create(CultureInfo.InvariantCulture, $"mlflow-artifacts:/{id}");
        session.Run("UPDATE experiments SET artifact_location = $2 WHERE experiment_id = $1", id, location);
        return new MlflowExperiment(id.ToString(CultureInfo.InvariantCulture), name, location);
    }

    /// <summary>As MLflow does it: the runs come back with their experiment.</summary>
    private static void Restore(MlflowSession session, long id, long nowMs)
    {
        int restored = session.Run(
            """
            UPDATE experiments SET lifecycle_stage = 'active', last_update_time = $2
            WHERE experiment_id = $1 AND lifecycle_stage = 'deleted'
            """,
            id,
            nowMs);
        if (restored > 0)
        {
            session.Run("UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE experiment_id = $1", id);
        }
    }

    private static MlflowExperiment Read(SqliteDataReader reader) => new(
        reader.GetInt64(0).ToString(CultureInfo.InvariantCulture), reader.GetString(1), reader.GetString(2));

    private static MlflowException Missing(string location, string id) =>
        LocalFaults.Missing(location, $"{location} has no experiment {id}.");
}
