using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// Runs one statement of a user's that can only read. Three things see to that: the connection is opened read-only, an
/// authorizer refuses everything but SELECT (ATTACH and PRAGMA too, which a read-only connection allows), and the text
/// may hold one statement. Not thread-safe.
/// </summary>
internal sealed class ReadOnlyQuery(SqliteConnection connection, string path)
{
    /// <summary>The low byte of a result; the others say more precisely what happened.</summary>
    private const int PrimaryCode = 0xFF;

    private readonly sqlite3 _database = connection.Handle!;

    /// <exception cref="ArgumentException">The text is not SQL, not one statement, or would do more than
    /// read.</exception>
    public QueryResult Run(string sql, int maxRows)
    {
        raw.sqlite3_set_authorizer(_database, Authorize, null!);
        try
        {
            using sqlite3_stmt statement = Prepare(sql);
            return ReadRows(statement, maxRows);
        }
        finally
        {
            raw.sqlite3_set_authorizer(_database, (strdelegate_authorizer)null!, null!);
        }
    }

    private static int Authorize(object user, int action, string first, string second, string schema, string view) =>
        action switch
        {
            raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_RECURSIVE => raw.SQLITE_OK,
            raw.SQLITE_FUNCTION when second != "load_extension" => raw.SQLITE_OK,
            _ => raw.SQLITE_DENY,
        };

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out sqlite3_stmt statement, out string rest));
        if (statement is not null && !statement.IsInvalid && IsBlank(rest))
        {
            return statement;
        }

        statement?.Dispose();
        throw new ArgumentException("The query cannot be run: it must be exactly one statement.");
    }

    /// <summary>True when nothing, or only comments, follow the statement.</summary>
    private bool IsBlank(string rest)
    {
        int result = raw.sqlite3_prepare_v2(_database, rest, out sqlite3_stmt next);
        using (next)
        {
            return result == raw.SQLITE_OK && (next is null || next.IsInvalid);
        }
    }

    private QueryResult ReadRows(sqlite3_stmt statement, int maxRows)
    {
        int width = raw.sqlite3_column_count(statement);
        string[] columns = new string[width];
        for (int i = 0; i < width; i++)
        {
            columns[i] = raw.sqlite3_column_name(statement, i).utf8_to_string();
        }

        var rows = new List<object?[]>();
        while (true)
        {
            int result = raw.sqlite3_step(statement);
            if (result == raw.SQLITE_DONE)
            {
                return new QueryResult(columns, rows, IsTruncated: false);
            }

            Check(result);
            if (rows.Count >= maxRows)
            {
                return new QueryResult(columns, rows, IsTruncated: true);
            }

            rows.Add(ReadRow(statement, width));
        }
    }

    private static object?[] ReadRow(sqlite3_stmt statement, int width)
    {
        object?[] row = new object?[width];
        for (int i = 0; i < width; i++)
        {
            row[i] = raw.sqlite3_column_type(statement, i) switch
            {
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, i),
                raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, i),
                raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, i).utf8_to_string(),
                raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, i).ToArray(),
                _ => null,
            };
        }

        return row;
    }

    private void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW)
        {
            return;
        }

        throw (result & PrimaryCode) switch
        {
            raw.SQLITE_ERROR => new ArgumentException($"The query cannot be run: {Message()}."),
            raw.SQLITE_AUTH or raw.SQLITE_READONLY => new ArgumentException(
                $"Only SELECT is allowed here, a query cannot change the store: {Message()}."),
            _ => SqliteFile.Explain(new SqliteException(Message(), result), path),
        };
    }

    private string Message() => raw.sqlite3_errmsg(_database).utf8_to_string();
}
