namespace Cairn.Storage.Sqlite;

/// <summary>Finds how far the steps go that a run keeps when it goes on from a checkpoint. Not thread-safe.</summary>
internal sealed class KeptSteps(SqliteReadConnection connection, SeriesReader series)
{
    /// <summary>
    /// The first step behind those of all points and media that are kept, whatever each series counts: nothing at this step
    /// or a later one is kept. 0 when nothing is.
    /// </summary>
    public long FindEnd(string runId, string checkpointId)
    {
        var counts = connection.Rows(
            $"""
            SELECT series.id, iif(EXISTS (SELECT 1 FROM checkpoint_marks WHERE checkpoint = $2 AND run = $1)
                AND substr(name, 1, length('{SystemSeries.Prefix}')) <> '{SystemSeries.Prefix}',
              coalesce(checkpoint_positions.count, 0), series.count)
            FROM series LEFT JOIN checkpoint_positions ON series = series.id AND checkpoint = $2
            WHERE run = $1
            """,
            static row => (Id: row.GetInt64(0), Kept: row.GetInt64(1)),
            runId,
            checkpointId).ToDictionary(static one => one.Id, static one => one.Kept);
        long[] last =
        [
            ReadLastOfMedia(runId, checkpointId),
            .. series.List(runId).Select(one => (Info: one, Kept: counts.GetValueOrDefault(one.Id)))
                .Where(static one => one.Kept > 0)
                .Select(one => ReadLast(one.Info, one.Kept)),
        ];
        return Math.Min(last.Max(), long.MaxValue - 1) + 1;
    }

    /// <summary>Of a series whose steps go back, or that is damaged there, the last of all: that is no less.</summary>
    private long ReadLast(SeriesInfo one, long kept)
    {
        if (kept >= one.Count || !one.IsMonotonic)
        {
            return one.MaxStep;
        }

        try
        {
            return series.ReadRecorded(one.Id, kept - 1).First().Step;
        }
        catch (StoreUnavailableException)
        {
            return one.MaxStep;
        }
    }

    private long ReadLastOfMedia(string runId, string checkpointId) => connection.Rows(
        """
        SELECT coalesce(max(step), -1) FROM media WHERE run = $1 AND id <= coalesce(
          (SELECT last_media FROM checkpoint_marks WHERE checkpoint = $2 AND run = $1), 9223372036854775807)
        """,
        static row => row.GetInt64(0),
        runId,
        checkpointId)[0];
}
