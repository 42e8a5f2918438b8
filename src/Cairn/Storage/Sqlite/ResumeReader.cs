namespace Cairn.Storage.Sqlite;

/// <summary>Reads where a run can go on. Not thread-safe.</summary>
internal sealed class ResumeReader(SqliteReadConnection connection, RunReader runs, KeptSteps steps)
{
    /// <summary>Null when there is no run with exactly this id.</summary>
    public ResumePoint? Find(string runId, string checkpointId)
    {
        long endOfSteps = steps.FindEnd(runId, checkpointId); // a run that can go on has ended: it stays as it is
        return connection.InSnapshot(() => runs.Find(runId) is { } run && run.Id == runId
            ? new ResumePoint(
                run,
                connection.Rows("SELECT journal FROM runs WHERE id = $1", static row => row.GetString(0), runId)[0],
                connection.Rows(
                    "SELECT coalesce(resumed_ms, started_ms) FROM runs WHERE id = $1", static row => row.GetInt64(0), runId)[0],
                ReadBatches(runId, checkpointId),
                ReadSystemSamples(runId),
                endOfSteps)
            : null);
    }

    private long ReadBatches(string runId, string checkpointId) => connection.Rows(
        """
        SELECT iif(EXISTS (SELECT 1 FROM checkpoint_marks WHERE checkpoint = $2 AND run = $1),
          coalesce(checkpoint_positions.count, 0), series.count)
        FROM series LEFT JOIN checkpoint_positions ON series = series.id AND checkpoint = $2
        WHERE run = $1 AND name = 'batch'
        """,
        static row => row.GetInt64(0),
        runId,
        checkpointId).FirstOrDefault();

    private long ReadSystemSamples(string runId) => connection.Rows(
        $"""
        SELECT coalesce(max(max_step) + 1, 0) FROM series
        WHERE run = $1 AND substr(name, 1, length('{SystemSeries.Prefix}')) = '{SystemSeries.Prefix}'
        """,
        static row => row.GetInt64(0),
        runId)[0];
}
