using System.Globalization;
using Cairn.Mlflow.Targets.Local;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>
/// Runs in the database, with all that hangs on them. Every call belongs into a transaction. Stateless.
/// </summary>
internal static class RunTable
{
    private static readonly string[] SourceTypes = ["NOTEBOOK", "JOB", "LOCAL", "UNKNOWN", "PROJECT"];

    public static MlflowRun GetOrCreate(MlflowSession session, MlflowRunStart start)
    {
        MlflowExperiment experiment = ExperimentTable.Get(session, start.ExperimentId);
        Dictionary<string, string> tags = StartTags.Of(start);
        object? found = session.Scalar(
            """
            SELECT r.run_uuid FROM tags t JOIN runs r ON r.run_uuid = t.run_uuid
            WHERE t."key" = $1 AND t.value = $2 AND r.experiment_id = $3 AND r.lifecycle_stage = 'active'
            ORDER BY r.start_time, r.run_uuid LIMIT 1
            """,
            WellKnownTags.RunKey,
            tags[WellKnownTags.RunKey],
            ExperimentTable.ParseId(session.Path, experiment.Id));
        return Find(session, found as string ?? Create(session, experiment, start, tags))!;
    }

    /// <summary>Null when there is none of this id; a deleted one is found.</summary>
    public static MlflowRun? Find(MlflowSession session, string runId)
    {
        List<MlflowRun> rows = session.Rows(
            """
            SELECT experiment_id, coalesce(name, ''), coalesce(status, ''), coalesce(start_time, 0), end_time,
                coalesce(artifact_uri, '')
            FROM runs WHERE run_uuid = $1
            """,
            reader => Read(session, runId, reader),
            runId);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <exception cref="MlflowException">There is no such run, or it was deleted.</exception>
    public static void Require(MlflowSession session, string runId)
    {
        object? stage = session.Scalar("SELECT lifecycle_stage FROM runs WHERE run_uuid = $1", runId);
        if (stage is not "active")
        {
            throw stage is "deleted"
                ? LocalFaults.DeletedRun(session.Path, runId)
                : LocalFaults.NoRun(session.Path, runId);
        }
    }

    public static void Update(MlflowSession session, string runId, MlflowRunStatus status, long? endMs)
    {
        Require(session, runId);
        session.Run("UPDATE runs SET status = $2, end_time = $3 WHERE run_uuid = $1", runId, RunStatusText.Of(status), endMs);
    }

    private static string Create(
        MlflowSession session, MlflowExperiment experiment, MlflowRunStart start, Dictionary<string, string> tags)
    {
        string id = Guid.NewGuid().ToString("N");
        string? sourceType = tags.GetValueOrDefault(WellKnownTags.SourceType);
        session.Run(
            """
            INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,
                source_version, lifecycle_stage, artifact_uri, experiment_id)
            VALUES ($1, $2, $3, $4, '', $5, 'RUNNING', $6, $7, 'active', $8, $9)
            """,
            id,
            tags[WellKnownTags.RunName],
            SourceTypes.Contains(sourceType) ? sourceType : "UNKNOWN",
            Cut(tags.GetValueOrDefault(WellKnownTags.SourceName, ""), 500),
            Cut(start.User, 256),
            start.StartMs,
            Cut(tags.GetValueOrDefault(WellKnownTags.GitCommit, ""), 50),
            $"{experiment.ArtifactLocation.TrimEnd('/')}/{id}/artifacts",
            ExperimentTable.ParseId(session.Path, experiment.Id));
        RunData.SetTags(session, id, tags);
        return id;
    }

    private static MlflowRun Read(MlflowSession session, string runId, SqliteDataReader reader) => new()
    {
        Id = runId,
        ExperimentId = reader.GetInt64(0).ToString(CultureInfo.InvariantCulture),
        Name = reader.GetString(1),
        Status = RunStatusText.Read(reader.GetString(2)),
        StartedUtc = StoredTime.Of(reader.GetInt64(3)),
        EndedUtc = reader.GetInt64OrNull(4) is { } endMs ? StoredTime.Of(endMs) : null,
        ArtifactUri = reader.GetString(5),
        Parameters = RunData.ReadTexts(session, "params", runId),
        Tags = RunData.ReadTexts(session, "tags", runId),
        Metrics = RunData.ReadLatest(session, runId),
    };

    // The column's size: SQLite takes more, but MLflow's migrations may move the rows elsewhere.
    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
