using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// A connection that reads, with its prepared statements. Errors of SQLite's leave it as
/// <see cref="StoreUnavailableException"/>. Not thread-safe.
/// </summary>
internal sealed class SqliteReadConnection(string path) : IDisposable
{
    private readonly SqliteConnection _connection = SqliteFile.OpenToRead(path);

    /// <summary>By SQL text. Bounded by the texts in this code, none of which is made from values.</summary>
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    public SqliteConnection Connection => _connection;

    public string Path => path;

    /// <summary>All rows, so that nothing is open when this returns.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        try
        {
            var rows = new List<T>();
            using SqliteDataReader reader = Statement(sql).Query(values);
            while (reader.Read())
            {
                rows.Add(map(reader));
            }

            return rows;
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Explain(error, path);
        }
    }

    /// <summary>Runs several reads on one state of the database.</summary>
    public T InSnapshot<T>(Func<T> read)
    {
        Rows("BEGIN", static _ => 0);
        try
        {
            return read();
        }
        finally
        {
            _connection.RollbackIfOpen();
        }
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            statement = new SqliteStatement(_connection, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }
}
