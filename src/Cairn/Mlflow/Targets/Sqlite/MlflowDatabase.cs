using Cairn.IO;
using Cairn.Mlflow.Targets.Local;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>
/// MLflow's database as a file that others write and read, too: opened when it is first needed and again after a fault.
/// Not thread-safe.
/// </summary>
/// <remarks>
/// Writers wait for each other (<c>BEGIN IMMEDIATE</c>), readers for nobody (write-ahead log). Each page of a read is a
/// statement of its own, so that no reader keeps the log from being moved into the database.
/// </remarks>
internal sealed class MlflowDatabase(string path, IFileSystem files, TimeProvider time, TimeSpan busyWait) : IDisposable
{
    private const int CacheKiB = 64 * 1024; // the inner pages of the metrics of many runs
    private const long LogBytes = 16L << 20;

    private MlflowSession? _session;

    static MlflowDatabase()
    {
        Batteries_V2.Init();
    }

    /// <summary>What tests do to a connection before it is used.</summary>
    public Action<SqliteConnection>? Opened { get; init; }

    /// <summary>Now, in milliseconds since 1970.</summary>
    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>All of the work, or nothing of it. After this returns, it survives a power cut.</summary>
    /// <exception cref="MlflowException">Nothing was written; the same call may be made again.</exception>
    public T Write<T>(Func<MlflowSession, T> work) => Guard(() =>
    {
        MlflowSession session = OpenToWrite();
        session.Run("BEGIN IMMEDIATE");
        try
        {
            T result = work(session);
            session.Run("COMMIT");
            MoveLog(session);
            return result;
        }
        catch
        {
            session.Connection.RollbackIfOpen();
            throw;
        }
    });

    public void Write(Action<MlflowSession> work) => Write(session =>
    {
        work(session);
        return true;
    });

    /// <summary>A few statements that change nothing.</summary>
    /// <exception cref="MlflowException">There is no such file (<c>mlflow.missing</c>), or it could not be read.</exception>
    public T Read<T>(Func<MlflowSession, T> work) => Guard(() => work(OpenToRead()));

    public void Dispose()
    {
        _session?.Dispose();
        _session = null;
    }

    private MlflowSession OpenToWrite()
    {
        if (_session is { CanWrite: true } open && !SqliteFile.HasMoved(open.Connection))
        {
            return open;
        }

        Dispose();
        files.CreateDirectory(Path.GetDirectoryName(path)!);
        MlflowSession session = Connect(SqliteOpenMode.ReadWriteCreate);

        // Where there can be no such log (a network disk), the file works as MLflow itself uses it.
        session.Run("PRAGMA journal_mode = WAL");

        // SQLite before 3.51.3 can damage a file when one connection moves the log while another begins it anew. MoveLog
        // keeps writers out while it is at work.
        session.Run("PRAGMA wal_autocheckpoint = 0");
        MakeTables(session);
        session.CanWrite = true;
        return session;
    }

    private MlflowSession OpenToRead()
    {
        if (_session is not null && !SqliteFile.HasMoved(_session.Connection))
        {
            return _session;
        }

        Dispose();
        if (!files.FileExists(path))
        {
            throw LocalFaults.Missing(path, $"There is no MLflow database at {path}: nothing was recorded there yet.");
        }

        MlflowSession session = Connect(SqliteOpenMode.ReadWrite);
        MlflowSchema.Require(session.Connection, path);
        return session;
    }

    private MlflowSession Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 1, // beside busy_timeout, which does the waiting; 0 would be for ever
        }.ConnectionString);
        _session = new MlflowSession(connection, path);
        connection.Open();
        SetBusyWait(_session, busyWait);
        Opened?.Invoke(connection);

        // Each write looks up its run itself; a look-up for each point would double what a point costs.
        _session.Run("PRAGMA foreign_keys = OFF");
        _session.Run("PRAGMA synchronous = FULL");
        _session.Run($"PRAGMA cache_size = -{CacheKiB}");
        return _session;
    }

    private void MakeTables(MlflowSession session)
    {
        if (MlflowSchema.IsEmpty(session.Connection))
        {
            session.Run("BEGIN IMMEDIATE");
            if (MlflowSchema.IsEmpty(session.Connection)) // another process may have been faster
            {
                MlflowSchema.Create(session.Connection, NowMs);
            }

            session.Run("COMMIT");
        }

        MlflowSchema.Require(session.Connection, path);
    }

    /// <summary>
    /// Moves a long log into the database, while no other writer is at work and without waiting for anybody: what
    /// cannot be moved now is moved another time.
    /// </summary>
    private void MoveLog(MlflowSession session)
    {
        try
        {
            string log = path + "-wal";
            if (!files.FileExists(log) || files.FileLength(log) < LogBytes)
            {
                return;
            }

            SetBusyWait(session, TimeSpan.Zero);
            session.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (Exception error) when (error is SqliteException or IOException)
        {
            // The transaction is committed; that the log could not be moved is no fault of it.
        }
        finally
        {
            SetBusyWait(session, busyWait);
        }
    }

    private static void SetBusyWait(MlflowSession session, TimeSpan wait) =>
        raw.sqlite3_busy_timeout(session.Connection.Handle!, (int)wait.TotalMilliseconds);

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            Dispose();
            throw SqliteFaults.Explain(error, path);
        }
        catch (IOException error)
        {
            Dispose();
            throw LocalFaults.Io(path, error);
        }
        catch (MlflowException error) when (error.Code == "mlflow.foreign")
        {
            Dispose(); // it may be another file next time
            throw;
        }
    }
}
