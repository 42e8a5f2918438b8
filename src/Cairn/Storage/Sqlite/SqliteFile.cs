using System.Runtime.InteropServices;
using Cairn.IO;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// How <c>cairn.db</c> is opened. One connection at a time writes, and only that one checkpoints; whoever opens it
/// guarantees that by the store's writer lock. Readers are free.
/// </summary>
internal static partial class SqliteFile
{
    public const string Name = "cairn.db";

    /// <summary>
    /// How long to wait for a lock of another process, a backup for instance, before it counts as busy.
    /// </summary>
    private const int BusySeconds = 1;

    private const int SqliteCantOpen = 14;
    private const int SqliteReadOnly = 8;
    private const int SqliteNotADatabase = 26;
    private const int SqliteCorrupt = 11;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>SQLITE_FCNTL_HAS_MOVED: is the open file no longer the one with its name?</summary>
    private const int HasMovedOperation = 20;

    static SqliteFile()
    {
        Batteries_V2.Init();
    }

    /// <summary>
    /// Opens for writing, creating the file where it is missing. A commit is on disk when it returns (WAL with
    /// <c>synchronous=FULL</c>), because segments of the journal are deleted on the strength of it.
    /// </summary>
    public static SqliteConnection OpenToWrite(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, connection =>
    {
        // The page size counts only for a file that is still empty.
        connection.Run("PRAGMA page_size = 4096");
        RequireWal(path, connection.Scalar("PRAGMA journal_mode = WAL"));
        connection.Run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
        SqliteSchema.Upgrade(connection);
    });

    /// <summary>Opens for reading; also in a folder in which nothing can be written.</summary>
    /// <exception cref="StoreUnavailableException">There is no store of this version at that path.</exception>
    public static SqliteConnection OpenToRead(string path)
    {
        if (!PhysicalFileSystem.Instance.FileExists(path))
        {
            throw new StoreUnavailableException(
                "store.missing", path, $"There is no store at {path}: nothing was recorded there yet.");
        }

        try
        {
            return OpenToRead(path, path);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SqliteCantOpen or SqliteReadOnly && HasNoWal(path))
        {
            // A reader of a WAL database needs a -shm file, which cannot be made here. Nobody can write here either,
            // so the file may be read as one that never changes.
            return OpenToRead(path, new Uri(path).AbsoluteUri + "?immutable=1");
        }
    }

    /// <summary>What an error of SQLite's means for whoever reads the store.</summary>
    public static StoreUnavailableException Explain(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        SqliteBusy or SqliteLocked => new StoreUnavailableException(
            "store.busy", path, $"{path} is locked by another program. Try again.", error, isTransient: true),
        SqliteNotADatabase or SqliteCorrupt => new StoreUnavailableException(
            "store.damaged",
            path,
            $"{path} is damaged or no database ({error.Message}). Restore it from a backup, or move it away.",
            error),
        _ => new StoreUnavailableException("store.io", path, $"{path} cannot be read: {error.Message}", error),
    };

    /// <summary>
    /// True when the file was deleted or replaced since it was opened: what is written goes nowhere then.
    /// </summary>
    public static bool HasMoved(SqliteConnection connection) =>
        FileControl(connection.Handle!, 0, HasMovedOperation, out int hasMoved) == raw.SQLITE_OK && hasMoved != 0;

    private static SqliteConnection OpenToRead(string path, string dataSource)
    {
        try
        {
            return Open(dataSource, SqliteOpenMode.ReadOnly, connection =>
            {
                SqliteSchema.Require(connection);
                PointsView.Add(connection);
                connection.Run("PRAGMA query_only = ON");
            });
        }
        catch (SqliteException error) when (error.SqliteErrorCode is not (SqliteCantOpen or SqliteReadOnly))
        {
            throw Explain(error, path);
        }
    }

    /// <summary>
    /// Without its log ahead, a commit would not be on the disk when it returns, nor readers be free.
    /// </summary>
    private static void RequireWal(string path, object? mode)
    {
        if (mode is not "wal")
        {
            throw new StoreUnavailableException(
                "store.io",
                path,
                $"{path} cannot be kept in write-ahead mode (it says '{mode}'). Put the store on a local disk.");
        }
    }

    private static SqliteConnection Open(string dataSource, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = dataSource,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ConnectionString);
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool HasNoWal(string path) =>
        !PhysicalFileSystem.Instance.FileExists(path + "-wal")
        || PhysicalFileSystem.Instance.FileLength(path + "-wal") == 0;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static partial int FileControl(sqlite3 database, nint schemaName, int operation, out int result);
}
