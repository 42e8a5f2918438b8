using Cairn.Journal;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// How far the store is in a journal, as its row says; asked by the writer and by those who wait for it.
/// </summary>
internal static class JournalProgress
{
    public const string Select = "SELECT segment, position, stored, damaged, undefined FROM journals WHERE id = $1";

    /// <summary>Reads the present row.</summary>
    public static SinkProgress Read(SqliteDataReader row) => new(
        JournalPosition.Of(row.GetInt64(0), row.GetInt64(1)), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
}
