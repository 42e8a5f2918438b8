using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cairn.Storage.Sqlite;

/// <summary>Short ways to ask a connection once and to read columns that may be NULL.</summary>
internal static class SqliteExtensions
{
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        statement.Run();
    }

    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        return statement.Scalar();
    }

    /// <summary>Ends the transaction, where one is open (some errors have ended it already).</summary>
    public static void RollbackIfOpen(this SqliteConnection connection)
    {
        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            connection.Run("ROLLBACK");
        }
    }

    public static double GetValueOrNan(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? double.NaN : reader.GetDouble(column);

    public static string? GetStringOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static long? GetInt64OrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
