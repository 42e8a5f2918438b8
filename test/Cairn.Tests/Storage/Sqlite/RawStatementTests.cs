using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Storage.Sqlite;

public sealed class RawStatementTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public RawStatementTests()
    {
        _connection.Open();
        _connection.Run("CREATE TABLE numbers (id INTEGER PRIMARY KEY, value ANY, other TEXT NOT NULL) STRICT");
    }

    [Fact]
    public void Each_row_has_what_was_bound_last_whatever_was_bound_before()
    {
        using RawStatement insert = Insert();
        insert.BindText(3, "a"u8);
        Action[] binds =
        [
            () => insert.Bind(2, 5),
            () => insert.Bind(2, 5),
            () => insert.Bind(2, 5.0),
            () => insert.Bind(2, BitConverter.Int64BitsToDouble(5)),
            () => insert.Bind(2, 5),
            () => insert.BindText(2, "x"u8),
            () => insert.Bind(2, 5),
            () => insert.BindBlob(2, [1]),
            () => insert.Bind(2, double.NaN),
            () => insert.Bind(2, 0),
            () => insert.BindNull(2),
        ];
        for (int i = 0; i < binds.Length; i++)
        {
            insert.Bind(1, i);
            binds[i]();
            insert.Run();
        }

        Assert.Equal(
            "integer,integer,real,real,integer,text,integer,blob,null,integer,null",
            _connection.Scalar("SELECT group_concat(typeof(value)) FROM (SELECT value FROM numbers ORDER BY id)"));
        Assert.Equal(11L, _connection.Scalar("SELECT count(*) FROM numbers WHERE other = 'a'"));
    }

    [Fact]
    public void A_key_that_is_taken_is_said_and_the_statement_goes_on()
    {
        using RawStatement insert = Insert();
        insert.BindText(3, "a"u8);
        insert.Bind(1, 1);

        Assert.True(insert.TryRun());
        Assert.False(insert.TryRun());
        Assert.Equal(19, Assert.Throws<SqliteException>(insert.Run).SqliteErrorCode);
        insert.Bind(1, 2);
        Assert.True(insert.TryRun());
    }

    [Fact]
    public void Every_other_error_is_an_exception_in_words_and_the_statement_goes_on()
    {
        using RawStatement insert = Insert();
        insert.Bind(1, 1);

        SqliteException error = Assert.Throws<SqliteException>(() => insert.TryRun());
        insert.BindText(3, "a"u8);

        Assert.Contains("NOT NULL constraint failed: numbers.other", error.Message, StringComparison.Ordinal);
        Assert.True(insert.TryRun());
        using var wrong = new RawStatement(_connection, "INSERT INTO nowhere VALUES (?1)");
        Assert.Contains("nowhere", Assert.Throws<SqliteException>(() => wrong.Bind(1, 1)).Message, StringComparison.Ordinal);
        using var query = new RawStatement(_connection, "SELECT 1");
        Assert.Throws<InvalidOperationException>(() => query.TryRun());
    }

    public void Dispose() => _connection.Dispose();

    private RawStatement Insert() => new(_connection, "INSERT INTO numbers (id, value, other) VALUES (?1, ?2, ?3)");
}
