using Cairn.Journal;
using Cairn.Recording;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>The writers of everything about predictions, made, flushed and disposed together.</summary>
internal sealed class PredictionWriters : IDisposable
{
    private readonly PerformanceWriter _performance;
    private readonly OutcomeWriter _outcomes;
    private readonly ProfileWriter _profiles;
    private readonly PredictionAlarms _alarms;
    private readonly PredictionWriter _predictions;
    private readonly ArchiveWriter _archives;

    public PredictionWriters(SqliteConnection connection, EventWriter events)
    {
        Names = new PredictionNames(connection);
        _performance = new PerformanceWriter(connection, Names);
        _outcomes = new OutcomeWriter(connection, Names, _performance);
        _profiles = new ProfileWriter(connection, Names.Text);
        _alarms = new PredictionAlarms(connection, Names, events);
        _predictions = new PredictionWriter(connection, _alarms, _performance, _outcomes, _profiles);
        _archives = new ArchiveWriter(connection, Names, _performance, _outcomes, events);
    }

    public PredictionNames Names { get; }

    public PredictionFate Write(StoreIds names, in PredictionRecord record) => _predictions.Write(names, record);

    /// <summary>False when the record makes no sense.</summary>
    public bool TryWrite(in TextRecord record)
    {
        // What comes behind a prediction finds it in the database, and what waited for it is resolved.
        _predictions.Flush();
        _outcomes.Flush();
        switch (record.Kind)
        {
            case RecordKind.Outcome:
                return _outcomes.TryWrite(record);
            case RecordKind.ModelContract:
                return _outcomes.TryWriteContract(record);
            case RecordKind.PredictionsArchived:
                _predictions.Forget();
                return _archives.TryRemove(record);
            case RecordKind.PredictionRestored:
                _predictions.Forget();
                return _archives.TryRestore(record);
            default:
                Flush(); // it reads the rows
                _performance.Rebuild(record.Text(0));
                return true;
        }
    }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush()
    {
        _predictions.Flush();
        _profiles.Flush();
        _outcomes.Flush(); // behind the predictions, which it reads, and before the statistics, which it changes
        _performance.Flush();
    }

    public void Dispose()
    {
        Names.Dispose();
        _performance.Dispose();
        _outcomes.Dispose();
        _profiles.Dispose();
        _alarms.Dispose();
        _predictions.Dispose();
        _archives.Dispose();
    }
}
