namespace Cairn.Storage.Sqlite;

internal static partial class SqliteSchemaScripts
{
    /// <summary>
    /// Predictions, what became of them, and statistics. Words are numbers from <c>labels</c>; 0 stands for no checkpoint,
    /// and in <c>performance</c> for all of them. <c>predictions.id</c> is its source, shifted by 40 bits, and its number
    /// there.
    /// </summary>
    public const string Version3 = """
        CREATE TABLE labels (
          id INTEGER PRIMARY KEY,
          text TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE prediction_sources (
          id INTEGER PRIMARY KEY,
          journal TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE prediction_checkpoints (
          id INTEGER PRIMARY KEY,
          checkpoint TEXT NOT NULL,
          digest TEXT NOT NULL,
          UNIQUE (checkpoint, digest)
        ) STRICT;

        CREATE TABLE predictions (
          id INTEGER PRIMARY KEY,
          model INTEGER NOT NULL,
          symbol INTEGER NOT NULL,
          action INTEGER NOT NULL,
          checkpoint INTEGER NOT NULL,
          decided_ms INTEGER NOT NULL,
          recorded_ms INTEGER NOT NULL,
          data_ms INTEGER,
          confidence REAL,
          probabilities TEXT NOT NULL,
          feature_hash BLOB NOT NULL,
          feature_count INTEGER NOT NULL,
          latency_ms REAL,
          memory_bytes INTEGER NOT NULL,
          flaws INTEGER NOT NULL,
          repeat_count INTEGER NOT NULL,
          last_seen_ms INTEGER NOT NULL,
          outcome INTEGER
        ) STRICT;
        CREATE INDEX predictions_by_time ON predictions (model, decided_ms, symbol);

        CREATE TABLE prediction_repeats (
          id INTEGER PRIMARY KEY,
          first INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE prediction_feeds (
          model INTEGER NOT NULL,
          symbol INTEGER NOT NULL,
          hash_low INTEGER NOT NULL,
          hash_high INTEGER NOT NULL,
          since_ms INTEGER NOT NULL,
          last_ms INTEGER NOT NULL,
          calls INTEGER NOT NULL,
          is_frozen INTEGER NOT NULL,
          PRIMARY KEY (model, symbol)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE prediction_inputs (
          model INTEGER NOT NULL,
          checkpoint INTEGER NOT NULL,
          feature_count INTEGER NOT NULL,
          alarm_ms INTEGER,
          PRIMARY KEY (model, checkpoint)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outcomes (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          prediction INTEGER,
          status INTEGER NOT NULL,
          reference TEXT NOT NULL,
          model TEXT NOT NULL,
          symbol TEXT NOT NULL,
          actual TEXT NOT NULL,
          value REAL,
          happened_ms INTEGER NOT NULL,
          received_ms INTEGER NOT NULL,
          is_correct INTEGER,
          brier REAL,
          log_loss REAL
        ) STRICT;
        CREATE INDEX outcomes_by_prediction ON outcomes (prediction);
        CREATE INDEX outcomes_waiting ON outcomes (model, symbol, reference) WHERE prediction IS NULL;

        CREATE TABLE model_contracts (
          model TEXT PRIMARY KEY,
          contract TEXT NOT NULL,
          declared_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE performance (
          model INTEGER NOT NULL,
          grain INTEGER NOT NULL,
          start_ms INTEGER NOT NULL,
          symbol INTEGER NOT NULL,
          checkpoint INTEGER NOT NULL,
          predictions INTEGER NOT NULL,
          records INTEGER NOT NULL,
          flawed INTEGER NOT NULL,
          confidences INTEGER NOT NULL,
          confidence_sum REAL NOT NULL,
          latencies INTEGER NOT NULL,
          latency_sum REAL NOT NULL,
          p50_ms REAL,
          p95_ms REAL,
          p99_ms REAL,
          resolved INTEGER NOT NULL,
          judged INTEGER NOT NULL,
          correct INTEGER NOT NULL,
          valued INTEGER NOT NULL,
          value_sum REAL NOT NULL,
          scored INTEGER NOT NULL,
          brier_sum REAL NOT NULL,
          log_loss_sum REAL NOT NULL,
          calibration_error REAL,
          archived INTEGER NOT NULL,
          actions TEXT NOT NULL,
          latency_counts BLOB NOT NULL,
          confidence_counts BLOB NOT NULL,
          PRIMARY KEY (model, grain, start_ms, symbol, checkpoint)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE input_profiles (
          model INTEGER NOT NULL,
          checkpoint INTEGER NOT NULL,
          day_ms INTEGER NOT NULL,
          profile BLOB NOT NULL,
          PRIMARY KEY (model, checkpoint, day_ms)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE input_tails (
          id INTEGER PRIMARY KEY,
          model INTEGER NOT NULL,
          checkpoint INTEGER NOT NULL,
          day_ms INTEGER NOT NULL,
          action INTEGER NOT NULL,
          confidence REAL,
          features BLOB NOT NULL
        ) STRICT;
        CREATE INDEX input_tails_by_day ON input_tails (model, checkpoint, day_ms);

        CREATE TABLE prediction_archives (
          name TEXT NOT NULL,
          digest TEXT PRIMARY KEY,
          first_ms INTEGER NOT NULL,
          last_ms INTEGER NOT NULL,
          predictions INTEGER NOT NULL,
          archived_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE VIEW inference_records AS
        SELECT
          (SELECT journal FROM prediction_sources WHERE prediction_sources.id = predictions.id >> 40)
            || '-' || (predictions.id & 1099511627775) AS id,
          datetime(decided_ms / 1000, 'unixepoch') AS timestamp,
          (SELECT text FROM labels WHERE labels.id = predictions.model) AS model_name,
          (SELECT text FROM labels WHERE labels.id = predictions.symbol) AS symbol,
          (SELECT text FROM labels WHERE labels.id = predictions.action) AS action,
          confidence,
          probabilities,
          lower(hex(feature_hash)) AS input_features_hash,
          feature_count,
          latency_ms AS processing_time_ms,
          memory_bytes / 1048576.0 AS memory_usage_mb,
          prediction_checkpoints.checkpoint AS checkpoint_id,
          prediction_checkpoints.digest AS checkpoint_digest,
          repeat_count,
          datetime(last_seen_ms / 1000, 'unixepoch') AS last_seen,
          datetime(data_ms / 1000, 'unixepoch') AS data_as_of,
          datetime(recorded_ms / 1000, 'unixepoch') AS recorded_at,
          flaws,
          outcomes.actual,
          outcomes.value AS outcome_value,
          outcomes.is_correct,
          datetime(outcomes.happened_ms / 1000, 'unixepoch') AS outcome_at
        FROM predictions
        LEFT JOIN prediction_checkpoints ON prediction_checkpoints.id = predictions.checkpoint
        LEFT JOIN outcomes ON outcomes.id = predictions.outcome;

        CREATE VIEW model_performance AS
        SELECT
          (SELECT text FROM labels WHERE labels.id = performance.model) AS model_name,
          date(start_ms / 1000, 'unixepoch') AS date,
          predictions AS total_predictions,
          records AS distinct_predictions,
          correct AS correct_predictions,
          CAST(correct AS REAL) / nullif(judged, 0) AS accuracy,
          CAST(resolved AS REAL) / nullif(records, 0) AS coverage,
          confidence_sum / nullif(confidences, 0) AS avg_confidence,
          latency_sum / nullif(latencies, 0) AS avg_processing_time_ms,
          p50_ms,
          p95_ms,
          p99_ms,
          value_sum / nullif(valued, 0) AS avg_value,
          value_sum AS total_value,
          brier_sum / nullif(scored, 0) AS brier,
          log_loss_sum / nullif(scored, 0) AS log_loss,
          calibration_error,
          actions
        FROM performance
        WHERE grain = 1;
        """;
}
