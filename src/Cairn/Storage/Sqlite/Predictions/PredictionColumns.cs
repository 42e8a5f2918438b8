using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>A <see cref="PredictionInfo"/> as a row, with its words and its outcome; its state is worked out elsewhere.</summary>
internal static class PredictionColumns
{
    /// <summary>Left joins, so that a word that is missing hides no prediction.</summary>
    public const string Select = $"""
        SELECT sources.journal, predictions.id & {PredictionIdColumns.NumberMask}, models.text, symbols.text, actions.text,
          predictions.confidence, predictions.probabilities, predictions.decided_ms, predictions.recorded_ms,
          predictions.data_ms, lower(hex(predictions.feature_hash)), predictions.feature_count, predictions.latency_ms,
          predictions.memory_bytes, checkpoints.checkpoint, checkpoints.digest, predictions.flaws,
          predictions.repeat_count, predictions.last_seen_ms, {OutcomeColumns.Names}
        FROM predictions
        LEFT JOIN prediction_sources AS sources ON sources.id = predictions.id >> 40
        LEFT JOIN labels AS models ON models.id = predictions.model
        LEFT JOIN labels AS symbols ON symbols.id = predictions.symbol
        LEFT JOIN labels AS actions ON actions.id = predictions.action
        LEFT JOIN prediction_checkpoints AS checkpoints ON checkpoints.id = predictions.checkpoint
        LEFT JOIN outcomes ON outcomes.id = predictions.outcome
        """;

    private const int OutcomeAt = 19;

    public static PredictionInfo Read(SqliteDataReader row)
    {
        var id = new PredictionId(row.GetStringOrNull(0) ?? "", row.GetInt64(1));
        return new PredictionInfo
        {
            Id = id,
            Model = row.GetStringOrNull(2) ?? "",
            Symbol = row.GetStringOrNull(3) ?? "",
            Action = row.GetStringOrNull(4) ?? "",
            Confidence = row.GetValueOrNan(5),
            Probabilities = ProbabilitiesJson.Read(row.GetString(6)),
            DecisionTime = StoredTime.Of(row.GetInt64(7)),
            RecordedTime = StoredTime.Of(row.GetInt64(8)),
            DataAsOf = row.GetInt64OrNull(9) is { } data ? StoredTime.Of(data) : null,
            FeatureHash = row.GetString(10),
            FeatureCount = row.GetInt32(11),
            ProcessingTimeMs = row.GetValueOrNan(12),
            MemoryBytes = row.GetInt64(13),
            CheckpointId = row.GetStringOrNull(14),
            CheckpointDigest = row.GetStringOrNull(15) ?? "",
            Flaws = (PredictionFlaws)row.GetInt32(16),
            RepeatCount = row.GetInt64(17),
            LastSeen = StoredTime.Of(row.GetInt64(18)),
            Outcome = row.IsDBNull(OutcomeAt) ? null : OutcomeColumns.Read(row, OutcomeAt, id),
        };
    }
}
