using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// One SQL statement without rows that is run hundreds of thousands of times a second: values are bound one by one,
/// from 1, without boxes, and stay bound until they are bound again; a number that is the same as before costs nothing.
/// Prepared at its first use. Belongs to its connection's thread.
/// </summary>
internal sealed class RawStatement(SqliteConnection connection, string sql) : IDisposable
{
    private sqlite3_stmt? _statement;

    /// <summary>What is bound to each parameter. Bounded by the parameters of the statement.</summary>
    private Bound[] _bound = [];

    private enum BoundKind
    {
        Other,
        Null,
        Integer,
        Real,
    }

    private sqlite3_stmt Statement => _statement ?? Prepare();

    public void Bind(int parameter, long value)
    {
        if (IsNew(parameter, new Bound(BoundKind.Integer, value)))
        {
            Check(raw.sqlite3_bind_int64(Statement, parameter, value));
        }
    }

    /// <summary>NaN goes in as NULL.</summary>
    public void Bind(int parameter, double value)
    {
        if (double.IsNaN(value))
        {
            BindNull(parameter);
        }
        else if (IsNew(parameter, new Bound(BoundKind.Real, BitConverter.DoubleToInt64Bits(value))))
        {
            Check(raw.sqlite3_bind_double(Statement, parameter, value));
        }
    }

    public void BindNull(int parameter)
    {
        if (IsNew(parameter, new Bound(BoundKind.Null, 0)))
        {
            Check(raw.sqlite3_bind_null(Statement, parameter));
        }
    }

    public void BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(Statement, parameter, utf8));
        _bound[parameter] = default;
    }

    public void BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(Statement, parameter, bytes));
        _bound[parameter] = default;
    }

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
        try
        {
            if (result == raw.SQLITE_DONE)
            {
                return true;
            }

            if (result == raw.SQLITE_CONSTRAINT && IsKeyTaken())
            {
                return false;
            }

            SqliteException.ThrowExceptionForRC(result, connection.Handle);
            throw new InvalidOperationException($"This statement should have no rows: {sql}");
        }
        finally
        {
            raw.sqlite3_reset(Statement); // behind the exception, whose text comes from the connection
        }
    }

    public void Dispose() => _statement?.Dispose();

    private bool IsKeyTaken() => raw.sqlite3_extended_errcode(connection.Handle!)
        is raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID or raw.SQLITE_CONSTRAINT_UNIQUE;

    /// <summary>Notes what is bound; false when it was that already.</summary>
    private bool IsNew(int parameter, Bound value)
    {
        _ = Statement; // which makes room
        ref Bound bound = ref _bound[parameter];
        bool isNew = bound != value;
        bound = value;
        return isNew;
    }

    private sqlite3_stmt Prepare()
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out sqlite3_stmt statement));
        _bound = new Bound[raw.sqlite3_bind_parameter_count(statement) + 1];
        return _statement = statement;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }
    }

    private readonly record struct Bound(BoundKind Kind, long Bits);
}
