using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Cairn.Tests.Sinks.Store;

namespace Cairn.Tests.Storage.Sqlite;

public sealed class ReadOnlyQueryTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly TestJournal _journal = TempStore.JournalOf("train/loss", "val/loss");

    public ReadOnlyQueryTests() => _store.Write(
        _journal,
        _journal.Batch().Points(1, 1500, value: step => step / 10.0).Points(2, 10)
            .Point(2, 10, double.NaN).Point(2, 11, double.PositiveInfinity).Point(2, 12, double.NegativeInfinity)
            .Point(2, long.MinValue, 0.1 + 0.2));

    [Theory]
    [InlineData("DELETE FROM runs")]
    [InlineData("UPDATE runs SET note = 'x'")]
    [InlineData("INSERT INTO tags VALUES ('run-1', 'a', 'b')")]
    [InlineData("DROP TABLE runs")]
    [InlineData("CREATE TABLE mine (a)")]
    [InlineData("CREATE TEMP TABLE mine (a)")]
    [InlineData("ATTACH ':memory:' AS other")]
    [InlineData("PRAGMA query_only = OFF")]
    [InlineData("PRAGMA user_version = 7")]
    [InlineData("VACUUM INTO '/tmp/copy.db'")]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT 1; DROP garbage")]
    [InlineData("SELECT 1 FROM nowhere")]
    [InlineData("not sql")]
    [InlineData("-- nothing")]
    public void Sql_that_is_more_than_one_select_is_refused(string sql)
    {
        using SqliteRunStore reader = _store.OpenReader();

        Assert.Throws<ArgumentException>(() => reader.Query(sql));
        Assert.Single(reader.ListRuns());
    }

    [Fact]
    public void One_select_may_end_with_a_semicolon_and_a_comment()
    {
        using SqliteRunStore reader = _store.OpenReader();

        QueryResult result = reader.Query("SELECT 1 AS one, 2.5, 'x', x'FF', NULL; -- all types");

        Assert.Equal(["one", "2.5", "'x'", "x'FF'", "NULL"], result.Columns);
        Assert.Equal([1L, 2.5, "x", new byte[] { 255 }, null], result.Rows[0]);
        Assert.False(result.IsTruncated);
    }

    [Fact]
    public void Rows_behind_the_limit_are_cut_and_that_is_said()
    {
        using SqliteRunStore reader = _store.OpenReader();

        QueryResult result = reader.Query("SELECT * FROM points", maxRows: 7);

        Assert.Equal(7, result.Rows.Count);
        Assert.True(result.IsTruncated);
    }

    [Fact]
    public void Points_are_a_table_in_sql()
    {
        using SqliteRunStore reader = _store.OpenReader();

        QueryResult result = reader.Query(
            "SELECT step, time_ms, value FROM points WHERE run = 'run-1' AND series = 'train/loss' ORDER BY step");

        Assert.Equal(1500, result.Rows.Count);
        Assert.All(result.Rows, (row, i) => Assert.Equal([(long)i, BatchBuilder.BaseTimeMs + i, i / 10.0], row));
    }

    [Fact]
    public void Values_are_reals_and_nan_is_null_in_sql()
    {
        using SqliteRunStore reader = _store.OpenReader();

        QueryResult result = reader.Query("SELECT value FROM points WHERE series = 'val/loss' AND step NOT BETWEEN 2 AND 9");

        Assert.Equal(
            [0.0, 1.0, null, double.PositiveInfinity, double.NegativeInfinity, 0.1 + 0.2],
            result.Rows.Select(row => row[0]));
    }

    [Fact]
    public void Conditions_on_run_and_series_reach_the_index()
    {
        using SqliteRunStore reader = _store.OpenReader();

        QueryResult plan = reader.Query(
            "EXPLAIN QUERY PLAN SELECT avg(value) FROM points WHERE run = 'run-1' AND series = 'train/loss'");

        string[] searches = [.. plan.Rows.Select(row => (string)row[3]!)];
        Assert.Equal(2, searches.Count(text => text.Contains("(run=? AND name=?)", StringComparison.Ordinal)));
        Assert.DoesNotContain(searches, text => text.StartsWith("SCAN series", StringComparison.Ordinal));
    }

    public void Dispose() => _store.Dispose();
}
