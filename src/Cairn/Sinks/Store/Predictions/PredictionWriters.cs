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

    public PredictionWriters(SqliteConnection connection, EventWriter events)
    {
        _names = new PredictionNames(connection);
        _performance = new PerformanceWriter();
        _outcomes = new OutcomeWriter();
        _profiles = new ProfileWriter();
        _predictions = new PredictionWriter();
        _archives = new ArchiveWriter(connection, _names, _performance, _outcomes, events);
    }

    /// <summary>False when a word of the prediction has no meaning any more.</summary>
    public bool TryWrite(StoreIds names, in PredictionRecord record) => _predictions.TryWrite(names, record);

    /// <summary>False when the record makes no sense.</summary>
    public bool TryWrite(in TextRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Outcome:
                return _outcomes.TryWrite(record);
            case RecordKind.ModelContract:
                return _outcomes.TryWriteContract(record);
            case RecordKind.PredictionsArchived:
                Flush(); // what is counted in memory only would be lost with the row
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
