using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>A prediction of the store as an outcome needs it. Immutable.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="LastSeenMs">When it was repeated last; the decision when it was not.</param>
/// <param name="Probabilities">Probability by action, as JSON.</param>
/// <param name="Outcome">The outcome that counts; null for none.</param>
internal sealed record FoundPrediction(
    StoredPrediction Prediction, long LastSeenMs, string Probabilities, long? Outcome)
{
    public const string Columns =
        "id, model, symbol, action, checkpoint, decided_ms, confidence, latency_ms, flaws, last_seen_ms, probabilities, "
        + "outcome";

    public static FoundPrediction Read(SqliteDataReader row) => new(
        StoredPrediction.Read(row),
        row.GetInt64(9),
        row.GetString(10),
        row.GetInt64OrNull(11));
}
