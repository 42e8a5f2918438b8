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
) STRICT, WITHOUT ROWID;

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
