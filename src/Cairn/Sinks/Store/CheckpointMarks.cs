using System.Globalization;
using System.Text.Json;
using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Remembers how far a run was when the state of a checkpoint was taken, and takes a run back to that place when it
/// goes on from there. Marks go with their run and not with the checkpoint, which may come back from the trash or a
/// backup. Belongs to the draining thread.
/// </summary>
internal sealed class CheckpointMarks(SqliteConnection connection, SeriesWriter series, EventWriter events) : IDisposable
{
    private readonly SeriesCutter _cutter = new(connection, series, events);
    private readonly SqliteStatement _insert = new(
        connection,
        """
        INSERT INTO checkpoint_marks (checkpoint, run, last_event, last_media)
        VALUES ($1, $2, (SELECT coalesce(max(id), 0) FROM events WHERE run = $2),
          (SELECT coalesce(max(id), 0) FROM media WHERE run = $2));
        INSERT INTO checkpoint_positions (series, checkpoint, count) SELECT id, $1, count FROM series WHERE run = $2
        """);
    private readonly SqliteStatement _delete = new(
        connection,
        """
        DELETE FROM checkpoint_positions WHERE checkpoint = $1 AND series IN
          (SELECT id FROM series WHERE run = (SELECT run FROM checkpoint_marks WHERE checkpoint = $1));
        DELETE FROM checkpoint_marks WHERE checkpoint = $1
        """);
    private readonly SqliteStatement _selectLastEvent = new(
        connection, "SELECT last_event FROM checkpoint_marks WHERE checkpoint = $1 AND run = $2");
    private readonly SqliteStatement _selectLonger = new(
        connection,
        $"""
        SELECT series.id, name, coalesce(checkpoint_positions.count, 0) AS kept
        FROM series LEFT JOIN checkpoint_positions ON series = series.id AND checkpoint = $1
        WHERE run = $2 AND series.count > kept
          AND substr(name, 1, length('{SystemSeries.Prefix}')) <> '{SystemSeries.Prefix}'
        """);
    private readonly SqliteStatement _deleteMedia = new(
        connection,
        "DELETE FROM media WHERE run = $1 AND id > (SELECT last_media FROM checkpoint_marks WHERE checkpoint = $2)");
    private readonly SqliteStatement _deleteEvents = new(
        connection, "DELETE FROM events WHERE run = $1 AND id > $2 AND step IS NOT NULL AND kind <> 'log'");

    /// <summary>The state of the checkpoint was taken here.</summary>
    public void Mark(string run, string checkpoint)
    {
        series.Flush();
        _delete.Run(checkpoint);
        _insert.Run(checkpoint, run);
    }

    /// <summary>Says that the run was begun again later than it was resumed here, so that nothing was taken back.</summary>
    public void RefuseTakingBack(string run, in TextRecord record) => events.InsertWarning(
        run,
        record.TimeMs,
        $"Resumed from checkpoint {record.Text(0)} by a process that did not know of a later beginning. Nothing was taken "
        + "back: steps may be there twice.");

    /// <summary>
    /// Takes back what the run recorded behind the mark of a checkpoint, but for its log and what tells of the machine,
    /// and says so in an event of the run.
    /// </summary>
    public void TakeBack(string run, in TextRecord record)
    {
        string checkpoint = record.Text(0);
        if (_selectLastEvent.Scalar(checkpoint, run) is not long lastEvent)
        {
            events.InsertWarning(
                run,
                record.TimeMs,
                $"Resumed from checkpoint {checkpoint}, but the store does not know where in this run it was taken. Nothing "
                + "was taken back: steps behind the checkpoint may be there twice.");
            return;
        }

        (int seriesCount, long points) = CutSeries(run, checkpoint);
        int eventCount = _deleteEvents.Run(run, lastEvent);
        _deleteMedia.Run(run, checkpoint);
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Resumed from checkpoint {checkpoint}. What was recorded after it was taken back: {points} points in "
            + $"{seriesCount} series, {eventCount} events.");
        string data = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"checkpoint":"{{JsonEncodedText.Encode(checkpoint)}}","points":{{points}},"events":{{eventCount}}}""");
        events.InsertResumption(run, record.TimeMs, message, data);
    }

    public void Dispose()
    {
        _cutter.Dispose();
        _insert.Dispose();
        _delete.Dispose();
        _selectLastEvent.Dispose();
        _selectLonger.Dispose();
        _deleteMedia.Dispose();
        _deleteEvents.Dispose();
    }

    private (int Series, long Points) CutSeries(string run, string checkpoint)
    {
        series.Flush();
        var longer = new List<(long Id, string Name, long Kept)>(); // bounded by the series of the run
        using (SqliteDataReader rows = _selectLonger.Query(checkpoint, run))
        {
            while (rows.Read())
            {
                longer.Add((rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2)));
            }
        }

        return (longer.Count, longer.Sum(one => _cutter.Cut(one.Id, one.Name, one.Kept)));
    }
}
