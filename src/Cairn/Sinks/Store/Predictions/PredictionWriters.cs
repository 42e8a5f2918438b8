using Cairn.Journal;
using Cairn.Recording;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>The writers of everything about predictions, made, flushed and disposed together.</summary>
internal sealed class PredictionWriters : IDisposable
{
    private readonly PredictionNames _names;
    private readonly PerformanceWriter _performance;
    private readonly OutcomeWriter _outcomes;
    private readonly ProfileWriter _profiles;
    private readonly PredictionWriter _predictions;
    private readonly ArchiveWriter _archives;

    public PredictionWriters(SqliteConnection connection)
    {
        _names = new PredictionNames(connection);
        _performance = new PerformanceWriter(connection, _names);
        _outcomes = new OutcomeWriter(connection, _names, _performance);
        _profiles = new ProfileWriter();
        _predictions = new PredictionWriter();
        _archives = new ArchiveWriter();
    }

    /// <summary>False when a word of the prediction has no meaning any more.</summary>
    public bool TryWrite(StoreIds names, in PredictionRecord record) => _predictions.TryWrite(names, record);

    /// <summary>False when the record makes no sense.</summary>
    public bool TryWrite(in TextRecord record)
    {
        _predictions.Flush(); // what comes behind a prediction finds it in the database
        switch (record.Kind)
        {
            case RecordKind.Outcome:
                return _outcomes.TryWrite(record);
            case RecordKind.ModelContract:
                return _outcomes.TryWriteContract(record);
            case RecordKind.PredictionsArchived:
                return _archives.TryRemove(record);
            case RecordKind.PredictionRestored:
                return _archives.TryRestore(record);
            default:
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
        _names.Dispose();
        _performance.Dispose();
        _outcomes.Dispose();
        _profiles.Dispose();
        _predictions.Dispose();
        _archives.Dispose();
    }
}
