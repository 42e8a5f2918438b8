using Cairn.Mlflow.Targets.Local;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>Where the artifacts of a run of the database are. Stateless.</summary>
internal static class ArtifactFolder
{
    private const string Served = "mlflow-artifacts:/";

    /// <summary>
    /// <c>mlflow-artifacts:/…</c> is <c>mlartifacts</c> beside the database, where <c>mlflow ui</c> serves it from. A
    /// local path or a <c>file:</c> URI, which other clients leave, must end with the run's own folder: a database that
    /// came from elsewhere must not lead to other files.
    /// </summary>
    /// <exception cref="MlflowException">The artifacts are somewhere else.</exception>
    public static string Of(MlflowRun run, string databasePath)
    {
        string beside = Path.GetDirectoryName(databasePath)!;
        string uri = run.ArtifactUri;
        string folder = uri.StartsWith(Served, StringComparison.Ordinal)
            ? Path.Join(beside, "mlartifacts", uri[Served.Length..].TrimStart('/'))
            : PathOf(uri, beside);
        string[] parts = folder.Split('/', '\\');
        if (parts.Contains("..") || parts is not [.., var last, "artifacts"] || last != run.Id)
        {
            throw new MlflowException(
                "mlflow.refused",
                databasePath,
                $"The artifacts of run {run.Id} are at '{WithoutSecrets(uri)}', which is no folder of the run beside {databasePath}. "
                + "Use MLflow's tracking server for them.",
                isTransient: false);
        }

        return folder;
    }

    private static string PathOf(string uri, string beside)
    {
        if (Uri.TryCreate(uri, UriKind.Absolute, out Uri? address) && address.IsFile)
        {
            return address.LocalPath;
        }

        return uri.Contains("://", StringComparison.Ordinal) ? "" : Path.Combine(beside, uri);
    }

    private static string WithoutSecrets(string uri)
    {
        int scheme = uri.IndexOf("://", StringComparison.Ordinal);
        return scheme < 0 ? uri : uri[..scheme] + "://…";
    }
}
