namespace Cairn.Storage.Sqlite;

internal static partial class SqliteSchemaScripts
{
    /// <summary>What runs have to look at: pictures, histograms and the like.</summary>
    public const string Version4 = """
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

        ALTER TABLE checkpoint_marks ADD COLUMN last_media INTEGER NOT NULL DEFAULT 0;
        """;
}
