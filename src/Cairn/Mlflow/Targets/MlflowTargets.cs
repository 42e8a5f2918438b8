using Cairn.IO;
using Cairn.Mlflow.Targets.Folder;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Mlflow.Targets.Sqlite;

namespace Cairn.Mlflow.Targets;

/// <summary>Chooses the target that a URI means.</summary>
internal static class MlflowTargets
{
    /// <summary>Slashes of <c>sqlite:///relative</c> and <c>sqlite:////absolute</c>, as SQLAlchemy counts them.</summary>
    private const string SqlitePrefix = "sqlite:///";

    /// <summary>
    /// <c>http://…</c> and <c>https://…</c>: a tracking server. <c>sqlite:///file</c>: MLflow's database, with artifacts in
    /// <c>mlartifacts</c> beside it. <c>file:///folder</c> or a path: the folder of older servers.
    /// </summary>
    /// <exception cref="MlflowException">It is none of these (<c>mlflow.address</c>); the message says what to
    /// write.</exception>
    public static IMlflowTarget Open(string uri, IFileSystem files, TimeProvider time)
    {
        if (uri.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase) && uri.Length > SqlitePrefix.Length)
        {
            return new SqliteTarget(Path.GetFullPath(uri[SqlitePrefix.Length..]), files, time);
        }

        int colon = uri.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0 && !string.IsNullOrWhiteSpace(uri))
        {
            return new FolderTarget(Path.GetFullPath(uri), files, time);
        }

        if (Uri.TryCreate(uri, UriKind.Absolute, out Uri? address))
        {
            if (address.Scheme is "http" or "https")
            {
                return new RestTarget(address, MlflowCredentials.Read(files), time);
            }

            if (address.IsFile)
            {
                return new FolderTarget(Path.GetFullPath(address.LocalPath), files, time);
            }
        }

        string scheme = colon < 0 ? "" : uri[..colon]; // the rest may hold a password
        throw new MlflowException(
            "mlflow.address",
            scheme,
            $"The MLflow address{(scheme.Length > 0 ? $" of kind '{scheme}'" : "")} cannot be used. Write http://server:5000, "
            + "https://server, sqlite:///mlflow.db or a folder.",
            isTransient: false);
    }
}
