using Cairn.Storage;
using Cairn.Storage.Archives;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Writes predictions of an archive as rows, with what belongs to them. Belongs to the draining thread.
/// </summary>
internal sealed class RestoredRows(SqliteConnection connection, PredictionNames names) : IDisposable
{
    private const string OutcomeValues = "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

    private const string OutcomeColumns =
        "(id, prediction, status, reference, model, symbol, actual, value, happened_ms, received_ms, is_correct, "
        + "brier, log_loss)";

    private readonly SqliteStatement _insert = new(
        connection,
        """
        INSERT INTO predictions (
          id, model, symbol, action, checkpoint, decided_ms, recorded_ms, data_ms, confidence, probabilities,
          feature_hash, feature_count, latency_ms, memory_bytes, flaws, repeat_count, last_seen_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT (id) DO NOTHING
        """);
    private readonly SqliteStatement _insertRepeat = new(
        connection, "INSERT INTO prediction_repeats (id, first) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING");
    private readonly SqliteStatement _isOldNumber = new(
        connection,
        """
        SELECT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'outcomes' AND $1 BETWEEN 1 AND seq)
          AND NOT EXISTS (SELECT 1 FROM outcomes WHERE id = $1)
        """);
    private readonly SqliteStatement _insertOutcome = new(
        connection, $"INSERT INTO outcomes {OutcomeColumns} VALUES {OutcomeValues} RETURNING id");
    private readonly SqliteStatement _setOutcome = new(
        connection, "UPDATE predictions SET outcome = $2 WHERE id = $1");

    /// <summary>The row that was written; null when it is there already, and nothing was.</summary>
    public StoredPrediction? TryInsert(ArchivedPrediction prediction)
    {
        StoredPrediction stored = InStoresNumbers(prediction);
        if (_insert.Run(
            stored.Id,
            stored.Model,
            stored.Symbol,
            stored.Action,
            stored.Checkpoint,
            prediction.DecidedMs,
            prediction.RecordedMs,
            prediction.DataMs,
            prediction.Confidence,
            prediction.Probabilities,
            Convert.FromHexString(prediction.FeatureHash),
            prediction.FeatureCount,
            prediction.LatencyMs,
            prediction.MemoryBytes,
            (long)prediction.Flaws,
            prediction.RepeatCount,
            prediction.LastSeenMs) == 0)
        {
            return null;
        }

        InsertRepeats(stored.Id, prediction.Repeats);
        InsertOutcomes(stored.Id, prediction.Outcomes);
        return stored;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _insertRepeat.Dispose();
        _isOldNumber.Dispose();
        _insertOutcome.Dispose();
        _setOutcome.Dispose();
    }

    private StoredPrediction InStoresNumbers(ArchivedPrediction prediction) => new(
        PredictionKeys.Of(names.Source(prediction.Id.Source), prediction.Id.Number),
        names.Label(prediction.Model),
        names.Label(prediction.Symbol),
        names.Label(prediction.Action),
        prediction.CheckpointId is { } checkpoint ? names.Checkpoint(checkpoint, prediction.CheckpointDigest) : 0,
        prediction.DecidedMs,
        prediction.Confidence,
        prediction.LatencyMs,
        prediction.Flaws);

    private void InsertRepeats(long first, IReadOnlyList<PredictionId> repeats)
    {
        foreach (PredictionId repeat in repeats.Where(repeat => repeat.Number <= PredictionKeys.MaxNumber))
        {
            _insertRepeat.Run(PredictionKeys.Of(names.Source(repeat.Source), repeat.Number), first);
        }
    }

    private void InsertOutcomes(long prediction, IReadOnlyList<ArchivedOutcome> outcomes)
    {
        foreach (ArchivedOutcome outcome in outcomes)
        {
            long id = InsertOutcome(prediction, outcome);
            if (outcome.Counts)
            {
                _setOutcome.Run(prediction, id);
            }
        }
    }

    /// <summary>
    /// It has its old number again, unless another has that or none here ever had: then the store is not the one it
    /// came from, and a number of somebody else's would decide where those of outcomes to come begin.
    /// </summary>
    private long InsertOutcome(long prediction, ArchivedOutcome outcome)
    {
        bool isOld = (long)_isOldNumber.Scalar(outcome.Id)! != 0;
        return (long)_insertOutcome.Scalar(
            isOld ? outcome.Id : null,
            prediction,
            (long)outcome.Status,
            outcome.Reference,
            outcome.Model,
            outcome.Symbol,
            outcome.Actual,
            outcome.Value,
            outcome.HappenedMs,
            outcome.ReceivedMs,
            outcome.IsCorrect is { } isCorrect ? (isCorrect ? 1 : 0) : null,
            outcome.Brier,
            outcome.LogLoss)!;
    }
}
