using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// One SQL statement without rows that is run hundreds of thousands of times a second: values are bound one by one,
/// from 1, without boxes and copies of text, and stay bound until they are bound again. Prepared at its first use.
/// Belongs to its connection's thread.
/// </summary>
internal sealed class RawStatement(SqliteConnection connection, string sql) : IDisposable
{
    private sqlite3_stmt? _statement;

    private sqlite3_stmt Statement => _statement ?? Prepare();

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(Statement, parameter, value));

    /// <summary>NaN goes in as NULL.</summary>
    public void Bind(int parameter, double value) => Check(
        double.IsNaN(value)
            ? raw.sqlite3_bind_null(Statement, parameter)
            : raw.sqlite3_bind_double(Statement, parameter, value));

    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(Statement, parameter));

    public void BindText(int parameter, ReadOnlySpan<byte> utf8) =>
        Check(raw.sqlite3_bind_text(Statement, parameter, utf8));

    public void BindBlob(int parameter, ReadOnlySpan<byte> bytes) =>
        Check(raw.sqlite3_bind_blob(Statement, parameter, bytes));

    /// <exception cref="SqliteException">SQLite refused it.</exception>
    public void Run()
    {
        if (!TryRun())
        {
            SqliteException.ThrowExceptionForRC(raw.SQLITE_CONSTRAINT, connection.Handle);
        }
    }

    /// <summary>False when a row with this key is there; nothing was changed then.</summary>
    /// <exception cref="SqliteException">SQLite refused it for another reason.</exception>
    public bool TryRun()
    {
        int result = raw.sqlite3_step(Statement);
        if (result == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(Statement);
            return true;
        }

        if (result == raw.SQLITE_CONSTRAINT && IsKeyTaken())
        {
            raw.sqlite3_reset(Statement);
            return false;
        }

        // The exception takes its text from the connection, which a reset would leave alone; but then no error may go on.
        try
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
            throw new InvalidOperationException($"A statement without rows has rows: {sql}");
        }
        finally
        {
            raw.sqlite3_reset(Statement);
        }
    }

    public void Dispose() => _statement?.Dispose();

    private bool IsKeyTaken() => raw.sqlite3_extended_errcode(connection.Handle!)
        is raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID or raw.SQLITE_CONSTRAINT_UNIQUE;

    private sqlite3_stmt Prepare()
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out sqlite3_stmt statement));
        return _statement = statement;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }
    }
}
