using Cairn.Sinks.Store.Predictions;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// The writers of one connection, each with its own tables. Made, flushed and disposed together. Belongs to the
/// draining thread.
/// </summary>
internal sealed class RecordWriters : IDisposable
{
    public RecordWriters(SqliteConnection connection)
    {
        Events = new EventWriter(connection);
        Runs = new RunWriter(connection);
        Loader = new SeriesLoader(connection, Events);
        Series = new SeriesWriter(connection, Loader, Runs);
        Checkpoints = new CheckpointWriter(connection);
        Media = new MediaWriter(connection);
        Marks = new CheckpointMarks(connection, Series, Events);
        Predictions = new PredictionWriters(connection, Events);
    }

    public EventWriter Events { get; }

    public RunWriter Runs { get; }

    public SeriesLoader Loader { get; }

    public SeriesWriter Series { get; }

    public CheckpointWriter Checkpoints { get; }

    public MediaWriter Media { get; }

    public CheckpointMarks Marks { get; }

    public PredictionWriters Predictions { get; }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush()
    {
        Series.Flush(); // before the runs, which it touches
        Runs.Flush();
        Checkpoints.Flush();
        Predictions.Flush();
    }

    public void Dispose()
    {
        Events.Dispose();
        Runs.Dispose();
        Loader.Dispose();
        Series.Dispose();
        Checkpoints.Dispose();
        Media.Dispose();
        Marks.Dispose();
        Predictions.Dispose();
    }
}
