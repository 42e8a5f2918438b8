using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>What an error of SQLite's means for whoever writes MLflow's database. Stateless.</summary>
internal static class SqliteFaults
{
    public static MlflowException Explain(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new MlflowException(
            "mlflow.busy", path, $"{path} is locked by another program. Try again.", isTransient: true, error),
        raw.SQLITE_FULL => new MlflowException(
            "mlflow.io", path, $"{path} cannot grow: the disk is full. Free some space.", isTransient: true, error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => new MlflowException(
            "mlflow.io",
            path,
            $"{path} is read-only. Check the permissions of the file and its folder, and whether the volume is read-only.",
            isTransient: false,
            error),
        raw.SQLITE_CANTOPEN => new MlflowException(
            "mlflow.io",
            path,
            $"{path} cannot be opened: {error.Message} Check that its folder is there and may be written.",
            isTransient: false,
            error),
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => new MlflowException(
            "mlflow.foreign",
            path,
            $"{path} is damaged or no database ({error.Message}). Restore it from a backup, or move it away.",
            isTransient: false,
            error),
        raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_SCHEMA => MlflowSchema.Foreign(path, error.Message, error),
        _ => new MlflowException(
            "mlflow.io", path, $"{path} cannot be read or written: {error.Message}", isTransient: true, error),
    };
}
