using Cairn.Sinks;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Sinks.Store;
using Cairn.Tests.Sinks.Store.Predictions;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Storage.Sqlite;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly TempStore _store = new();

    [Fact]
    public void The_schema_is_the_approved_one()
    {
        _store.Sink.ProgressOf(new TestJournal());
        using SqliteRunStore reader = _store.OpenReader();
        string schema = string.Join(
            ";\n\n",
            reader.Query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").Rows.Select(row => row[0]));

        string approved = Path.Combine(SourceFolder(), "Approvals", "StoreSchema.approved.sql");
        string received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
        if (schema + ";\n" != (File.Exists(approved) ? File.ReadAllText(approved) : ""))
        {
            File.WriteAllText(received, schema + ";\n");
            Assert.Fail($"The schema changed. A store out there needs a new script for it. Compare {received}.");
        }
    }

    [Fact]
    public void A_newer_schema_is_refused_by_readers_and_by_the_writer()
    {
        _store.Sink.ProgressOf(new TestJournal());
        _store.Restart();
        Execute("PRAGMA user_version = 99");

        Assert.Equal("store.newer", Assert.Throws<StoreUnavailableException>(_store.OpenReader).Code);
        Assert.Throws<SinkUnavailableException>(() => _store.Sink.ProgressOf(new TestJournal()));
    }

    [Fact]
    public void A_store_of_the_first_schema_is_read_after_the_next_record_and_keeps_what_it_had()
    {
        Execute(SqliteSchemaScripts.Version1);
        Execute("INSERT INTO experiments VALUES ('exp', 1)");
        Execute("PRAGMA user_version = 1");
        Assert.Equal("store.older", Assert.Throws<StoreUnavailableException>(_store.OpenReader).Code);

        _store.Sink.ProgressOf(new TestJournal());

        using SqliteRunStore reader = _store.OpenReader();
        Assert.Equal("exp", reader.Query("SELECT name FROM experiments").Rows[0][0]);
        Assert.Empty(reader.ListModels());
        Assert.Empty(reader.Query("SELECT * FROM checkpoint_metadata").Rows);
    }

    [Fact]
    public void A_store_of_the_second_schema_takes_predictions_after_the_next_record_and_keeps_what_it_had()
    {
        Execute(SqliteSchemaScripts.Version1);
        Execute(SqliteSchemaScripts.Version2);
        Execute("INSERT INTO experiments VALUES ('exp', 1)");
        Execute("INSERT INTO checkpoint_models VALUES ('dqn_agent', NULL, '{}', 7)");
        Execute("PRAGMA user_version = 2");
        Assert.Equal("store.older", Assert.Throws<StoreUnavailableException>(_store.OpenReader).Code);

        var journal = new PredictingJournal();
        _store.Write(journal.Journal, journal.Batch(new Asked()));

        using SqliteRunStore reader = _store.OpenReader();
        Assert.Equal("exp", reader.Query("SELECT name FROM experiments").Rows[0][0]);
        Assert.Equal(7L, reader.Query("SELECT folder_stamp FROM checkpoint_models").Rows[0][0]);
        Assert.Equal("BUY", reader.Query("SELECT action FROM inference_records").Rows[0][0]);
    }

    [Fact]
    public void A_database_of_another_program_is_left_alone()
    {
        Execute("CREATE TABLE theirs (a)");

        Assert.Equal("store.foreign", Assert.Throws<StoreUnavailableException>(_store.OpenReader).Code);
        Assert.Throws<SinkUnavailableException>(() => _store.Sink.ProgressOf(new TestJournal()));
    }

    public void Dispose() => _store.Dispose();

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_store.DatabasePath};Pooling=False");
        connection.Open();
        connection.Run(sql);
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
