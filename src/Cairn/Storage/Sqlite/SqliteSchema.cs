using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// The tables of <c>cairn.db</c> and their versions. <c>PRAGMA user_version</c> is the number of scripts that were run
/// on the file: a change of the schema is one more script behind the others, and the ones before it never change again.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>"Carn", so that <c>file</c> and people can tell a store from any other database.</summary>
    private const long ApplicationId = 0x4361726E;

    private static readonly string[] Scripts =
    [
        SqliteSchemaScripts.Version1,
        SqliteSchemaScripts.Version2,
        SqliteSchemaScripts.Version3,
        SqliteSchemaScripts.Version4,
    ];

    public static int Version => Scripts.Length;

    /// <summary>Brings a database that is open for writing to this version; an empty one is filled.</summary>
    /// <exception cref="StoreUnavailableException">It is newer than this version, or no store at all.</exception>
    public static void Upgrade(SqliteConnection connection)
    {
        if (ReadVersion(connection) == Version)
        {
            return;
        }

        connection.Run("BEGIN IMMEDIATE");
        try
        {
            for (int done = ReadVersion(connection); done < Version; done++)
            {
                connection.Run(Scripts[done]);
            }

            connection.Run($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; COMMIT");
        }
        catch
        {
            connection.RollbackIfOpen();
            throw;
        }
    }

    /// <summary>Makes sure that a database which is open for reading has the tables of this version.</summary>
    /// <exception cref="StoreUnavailableException">It has not.</exception>
    public static void Require(SqliteConnection connection)
    {
        int version = ReadVersion(connection);
        if (version == 0)
        {
            throw new StoreUnavailableException(
                "store.missing", connection.DataSource, $"{connection.DataSource} is empty: nothing was recorded yet.");
        }

        if (version < Version)
        {
            throw new StoreUnavailableException(
                "store.older",
                connection.DataSource,
                $"{connection.DataSource} was written by an older Cairn (schema {version}, this one reads {Version}). "
                + "It is brought up to date when something is next recorded into it.");
        }
    }

    private static int ReadVersion(SqliteConnection connection)
    {
        long version = (long)connection.Scalar("PRAGMA user_version")!;
        if (version > Version)
        {
            throw new StoreUnavailableException(
                "store.newer",
                connection.DataSource,
                $"{connection.DataSource} was written by a newer Cairn (schema {version}, this one knows {Version}). "
                + "Update Cairn to read it.");
        }

        if (version == 0 && (long)connection.Scalar("SELECT count(*) FROM sqlite_schema")! > 0)
        {
            throw new StoreUnavailableException(
                "store.foreign",
                connection.DataSource,
                $"{connection.DataSource} is a database of another program. Choose another folder for the store.");
        }

        return (int)version;
    }
}
