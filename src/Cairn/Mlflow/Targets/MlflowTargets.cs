using Cairn.IO;
using Cairn.Mlflow.Targets.Folder;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Mlflow.Targets.Sqlite;

namespace Cairn.Mlflow.Targets;

/// <summary>Chooses the target that a URI means.</summary>
internal static class MlflowTargets
{
    /// <summary>
    /// Slashes of <c>sqlite:///relative</c> and <c>sqlite:////absolute</c>, as SQLAlchemy counts them.
    /// </summary>
    private const string SqlitePrefix = "sqlite:///";

    private const string FilePrefix = "file:";

    /// <summary>
    /// <c>http://…</c> and <c>https://…</c>: a tracking server. <c>sqlite:///file</c>: MLflow's database, with
    /// artifacts in <c>mlartifacts</c> beside it. <c>file:///folder</c> or a path: the folder of older servers.
    /// <c>~/</c> is the user's folder. Nothing is opened yet.
    /// </summary>
    /// <exception cref="MlflowException">It is none of these (<c>mlflow.address</c>); the message says what to
    /// write.</exception>
    public static IMlflowTarget Open(string uri, IFileSystem files, TimeProvider time)
    {
        if (StartsWith(uri, SqlitePrefix) && FileOf(uri[SqlitePrefix.Length..]) is { } database)
        {
            return new SqliteTarget(database, files, time);
        }

        if (FolderOf(uri) is { } folder)
        {
            return new FolderTarget(folder, files, time);
        }

        return Uri.TryCreate(uri, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? new RestTarget(address, MlflowCredentials.Read(files), time)
            : throw Unknown(uri);
    }

    /// <summary>Behind the file, SQLAlchemy takes options for its own driver.</summary>
    private static string? FileOf(string rest)
    {
        string path = rest.Split('?')[0];
        return path.Trim('/').Length == 0 || path == ":memory:" ? null : FullPath(path);
    }

    private static string? FolderOf(string uri)
    {
        if (string.IsNullOrWhiteSpace(uri))
        {
            return null;
        }

        if (!StartsWith(uri, FilePrefix))
        {
            return uri.Contains("://", StringComparison.Ordinal) ? null : FullPath(uri);
        }

        string rest = uri[FilePrefix.Length..];
        bool isUri = rest.StartsWith('/') && Uri.TryCreate(uri, UriKind.Absolute, out Uri? address) && address.IsFile;
        string path = isUri ? new Uri(uri).LocalPath : rest;
        return path.Length == 0 ? null : FullPath(path);
    }

    private static string FullPath(string path)
    {
        bool isOfUser = path == "~" || path.StartsWith("~/", StringComparison.Ordinal);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(isOfUser ? Path.Join(home, path[1..]) : path));
    }

    private static bool StartsWith(string uri, string prefix) =>
        uri.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static MlflowException Unknown(string uri)
    {
        int colon = uri.IndexOf("://", StringComparison.Ordinal);
        string scheme = colon < 0 ? "" : uri[..colon]; // the rest may hold a password
        return new MlflowException(
            "mlflow.address",
            scheme,
            $"The MLflow address{(scheme.Length > 0 ? $" of kind '{scheme}'" : "")} cannot be used. Write http://server:5000, "
            + "https://server, sqlite:///mlflow.db or a folder.",
            isTransient: false);
    }
}
