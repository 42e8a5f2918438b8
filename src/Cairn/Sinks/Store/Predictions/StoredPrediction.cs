using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>A prediction in the store's own numbers, as the writers hand it to each other.</summary>
/// <param name="Id">Its row: source and number in one.</param>
/// <param name="Model">Id of the label.</param>
/// <param name="Symbol">Id of the label.</param>
/// <param name="Action">Id of the label.</param>
/// <param name="Checkpoint">Id in <c>prediction_checkpoints</c>; 0 for none.</param>
/// <param name="DecidedMs">When the model decided.</param>
/// <param name="Confidence">As it was given, be it NaN or out of range.</param>
/// <param name="LatencyMs">NaN when nobody measured.</param>
/// <param name="Flaws">What is wrong with it, or odd.</param>
internal readonly record struct StoredPrediction(
    long Id,
    long Model,
    long Symbol,
    long Action,
    long Checkpoint,
    long DecidedMs,
    double Confidence,
    double LatencyMs,
    PredictionFlaws Flaws)
{
    /// <summary>Reads the first nine columns of a row, which are its fields in their order.</summary>
    public static StoredPrediction Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetInt64(3),
        row.GetInt64(4),
        row.GetInt64(5),
        row.GetValueOrNan(6),
        row.GetValueOrNan(7),
        (PredictionFlaws)row.GetInt64(8));
}
