namespace Cairn.Storage.Sqlite;

internal static partial class SqliteSchemaScripts
{
    public const string Version1 = $"""
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
          configuration TEXT NOT NULL DEFAULT '{JsonObject}',
          environment TEXT NOT NULL DEFAULT '{JsonObject}',
          summary TEXT NOT NULL DEFAULT '{JsonObject}',
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
        CREATE INDEX events_by_run ON events (run);

        CREATE TABLE series (
          id INTEGER PRIMARY KEY,
          run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
          name TEXT NOT NULL,
          is_monotonic INTEGER NOT NULL,
        {BucketColumns.Definitions},
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
        {BucketColumns.Definitions},
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
        """;
}
