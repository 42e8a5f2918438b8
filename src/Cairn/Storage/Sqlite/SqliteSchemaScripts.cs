namespace Cairn.Storage.Sqlite;

/// <summary>
/// The scripts that made the schema, oldest first. <c>docs/design/store.md</c> tells what the tables mean. Times are
/// milliseconds since 1970, UTC; a NULL in a column of values stands for NaN, which SQLite does not have.
/// </summary>
internal static partial class SqliteSchemaScripts
{
    private const string JsonObject = "{}";
}
