namespace Cairn.Storage.Sqlite;

internal static partial class SqliteSchemaScripts
{
    /// <summary>
    /// The index of checkpoints. <c>is_active</c> is worked out by the writer, so that the view costs a look-up. In
    /// <c>checkpoint_metrics</c> NaN has no row: it is never the best.
    /// </summary>
    public const string Version2 = """
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
        """;
}
