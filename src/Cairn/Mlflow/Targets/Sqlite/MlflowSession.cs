using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>
/// An open connection and its prepared statements. Owned by <see cref="MlflowDatabase"/>. Not thread-safe.
/// </summary>
internal sealed class MlflowSession(SqliteConnection connection, string path) : IDisposable
{
    /// <summary>Bounded by the statements in the code: no text of a statement holds a value.</summary>
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private MetricWriter? _metrics;

    public SqliteConnection Connection => connection;

    /// <summary>The file, for messages.</summary>
    public string Path => path;

    public MetricWriter Metrics => _metrics ??= new MetricWriter(connection);

    /// <summary>Whether it was made ready for writing.</summary>
    public bool CanWrite { get; set; }

    public int Run(string sql, params ReadOnlySpan<object?> values) => Statement(sql).Run(values);

    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Statement(sql).Scalar(values);

    /// <summary>The rows, each read to the end before the statement is used again.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using SqliteDataReader reader = Statement(sql).Query(values);
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            statement = new SqliteStatement(connection, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }
}
