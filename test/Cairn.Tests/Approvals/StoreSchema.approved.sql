CREATE TABLE experiments (
  name TEXT PRIMARY KEY,
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  experiment TEXT NOT NULL REFERENCES experiments (name),
  name TEXT NOT NULL,
  status INTEGER NOT NULL,
  started_ms INTEGER NOT NULL,
  resumed_ms INTEGER,
  last_record_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  end_reason TEXT,
  configuration TEXT NOT NULL DEFAULT '{}',
  environment TEXT NOT NULL DEFAULT '{}',
  summary TEXT NOT NULL DEFAULT '{}',
  note TEXT,
  journal TEXT NOT NULL,
  log_folder TEXT NOT NULL
) STRICT;

CREATE INDEX runs_by_start ON runs (started_ms);

CREATE INDEX runs_by_name ON runs (name, started_ms);

CREATE INDEX runs_by_experiment ON runs (experiment, started_ms);

CREATE TABLE parameters (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run TEXT REFERENCES runs (id) ON DELETE CASCADE,
  time_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  level INTEGER NOT NULL,
  step INTEGER,
  value REAL,
  category TEXT NOT NULL,
  message TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE sqlite_sequence(name,seq);

CREATE INDEX events_by_run ON events (run);

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  is_monotonic INTEGER NOT NULL,
  count INTEGER NOT NULL,
  nan_count INTEGER NOT NULL,
  finite_count INTEGER NOT NULL,
  min_step INTEGER NOT NULL,
  max_step INTEGER NOT NULL,
  first_time_ms INTEGER NOT NULL,
  last_time_ms INTEGER NOT NULL,
  step_of_min INTEGER NOT NULL,
  step_of_max INTEGER NOT NULL,
  first REAL,
  last REAL,
  min REAL,
  max REAL,
  sum REAL,
  UNIQUE (run, name)
) STRICT;

CREATE TABLE chunks (
  series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  points BLOB NOT NULL,
  UNIQUE (series, number)
) STRICT;

CREATE TABLE tails (
  series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  points BLOB NOT NULL,
  PRIMARY KEY (series, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE levels (
  series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  count INTEGER NOT NULL,
  nan_count INTEGER NOT NULL,
  finite_count INTEGER NOT NULL,
  min_step INTEGER NOT NULL,
  max_step INTEGER NOT NULL,
  first_time_ms INTEGER NOT NULL,
  last_time_ms INTEGER NOT NULL,
  step_of_min INTEGER NOT NULL,
  step_of_max INTEGER NOT NULL,
  first REAL,
  last REAL,
  min REAL,
  max REAL,
  sum REAL,
  PRIMARY KEY (series, level, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE journals (
  id TEXT PRIMARY KEY,
  segment INTEGER NOT NULL,
  position INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  damaged INTEGER NOT NULL,
  undefined INTEGER NOT NULL,
  is_closed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_runs (
  journal TEXT NOT NULL REFERENCES journals (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  PRIMARY KEY (journal, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_series (
  journal TEXT NOT NULL REFERENCES journals (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  PRIMARY KEY (journal, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
  id TEXT PRIMARY KEY,
  model TEXT NOT NULL,
  model_type TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  step INTEGER NOT NULL,
  run TEXT,
  experiment TEXT,
  monitor_metric TEXT,
  goal INTEGER NOT NULL,
  score REAL,
  bytes INTEGER NOT NULL,
  digest TEXT NOT NULL,
  folder TEXT NOT NULL,
  pinned_because TEXT,
  metrics TEXT NOT NULL,
  tags TEXT NOT NULL,
  training TEXT NOT NULL,
  is_active INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX checkpoints_by_age ON checkpoints (model, created_ms, step, id);

CREATE INDEX checkpoints_active ON checkpoints (model, is_active);

CREATE TABLE checkpoint_metrics (
  model TEXT NOT NULL,
  metric TEXT NOT NULL,
  value REAL NOT NULL,
  created_ms INTEGER NOT NULL,
  step INTEGER NOT NULL,
  checkpoint TEXT NOT NULL,
  PRIMARY KEY (model, metric, value, created_ms, step, checkpoint)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint_models (
  model TEXT PRIMARY KEY,
  active TEXT,
  aliases TEXT NOT NULL,
  folder_stamp INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint_marks (
  checkpoint TEXT PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  last_event INTEGER NOT NULL
, last_media INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint_positions (
  series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  checkpoint TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (series, checkpoint)
) STRICT, WITHOUT ROWID;

CREATE VIEW checkpoint_metadata AS
SELECT
  id AS checkpoint_id,
  model AS model_name,
  model_type,
  datetime(created_ms / 1000, 'unixepoch') AS timestamp,
  metrics AS performance_metrics,
  training AS training_metadata,
  folder AS file_path,
  bytes / 1048576.0 AS file_size_mb,
  is_active,
  epoch,
  step,
  run AS run_id,
  experiment,
  monitor_metric,
  score,
  digest,
  tags,
  pinned_because
FROM checkpoints;

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

CREATE TABLE media (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  step INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE INDEX media_by_run ON media (run);
