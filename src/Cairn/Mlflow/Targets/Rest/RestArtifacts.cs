using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>
/// Files of runs, by way of the tracking server (<c>mlflow-artifacts:</c>). A server that keeps them elsewhere takes none from
/// us, since we have no access there. Not thread-safe.
/// </summary>
internal sealed class RestArtifacts(RestClient client, RestRuns runs)
{
    private const string ProxiedScheme = "mlflow-artifacts:";
    private const string ProxyPath = "api/2.0/mlflow-artifacts/artifacts/";

    // Where the files of the last run are: a run's files come one after the other.
    private string _knownRun = "";
    private string _knownUri = "";

    /// <summary>The URI under which the files of a run are.</summary>
    public string UriOf(string runId)
    {
        if (_knownRun != runId)
        {
            _knownUri = RestJson.Text(RestJson.Object(runs.Get(runId), "info"), "artifact_uri");
            _knownRun = runId;
        }

        return _knownUri;
    }

    /// <inheritdoc cref="IMlflowTarget.UploadArtifact"/>
    public void Upload(string runId, string path, Func<Stream> open)
    {
        string uri = UriOf(runId);
        string root = ProxiedRoot(uri) ?? throw client.Faults.Fault(
            "mlflow.refused",
            $"The files of run {runId} are kept at {Scheme(uri)}, not by {client.Location}, so nothing can be stored there. Start the "
            + "server with --serve-artifacts and --artifacts-destination, and log into a new experiment.",
            isTransient: false);
        try
        {
            using Stream content = open();
            client.Put(ProxyPath + RestClient.Escape($"{root}/{MlflowNames.ToArtifactPath(path)}"), content);
        }
        catch (IOException e)
        {
            throw SourceFault.Of(client.Location, e);
        }
    }

    /// <inheritdoc cref="IMlflowTarget.ListArtifacts"/>
    public IReadOnlyList<MlflowArtifact> List(string runId, string folder) =>
        [.. RestPages.Read(token => AskPage(runId, folder, token), "files").Select(Read)];

    /// <inheritdoc cref="IMlflowTarget.OpenArtifact"/>
    public Stream Open(string runId, string path)
    {
        string legal = MlflowNames.ToArtifactPath(path);
        return client.Download(ProxiedRoot(UriOf(runId)) is { } root
            ? ProxyPath + RestClient.Escape($"{root}/{legal}")
            : "get-artifact" + RestClient.Query([new("run_id", runId), new("path", legal)])); // the server fetches it
    }

    // mlflow-artifacts:/1/run/artifacts, or with the server's name in front. Null when the server passes nothing on.
    private string? ProxiedRoot(string uri)
    {
        if (!uri.StartsWith(ProxiedScheme, StringComparison.Ordinal))
        {
            int proxied = uri.IndexOf("/" + ProxyPath, StringComparison.Ordinal);
            bool isOurs = proxied > 0 && Uri.TryCreate(uri, UriKind.Absolute, out Uri? address) && client.IsServer(address);
            return isOurs ? uri[(proxied + ProxyPath.Length + 1)..] : null;
        }

        string rest = uri[ProxiedScheme.Length..];
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return rest.TrimStart('/');
        }

        bool isHere = Uri.TryCreate(uri, UriKind.Absolute, out Uri? full) && (full.Host.Length == 0 || client.IsServer(full));
        return isHere ? full!.AbsolutePath.TrimStart('/') : null;
    }

    private static string Scheme(string uri)
    {
        int colon = uri.IndexOf(':', StringComparison.Ordinal); // behind it there may be a password
        return colon > 1 ? $"an address of kind {uri[..(colon + 1)]}" : "a folder of the server's machine";
    }

    private static MlflowArtifact Read(JsonElement file)
    {
        bool isFolder = RestJson.IsTrue(file, "is_dir");
        return new MlflowArtifact(RestJson.Text(file, "path"), isFolder, isFolder ? 0 : RestJson.Whole(file, "file_size"));
    }

    private JsonElement AskPage(string runId, string folder, string token)
    {
        var query = new List<KeyValuePair<string, string>> { new("run_id", runId) }; // Bounded by 3
        if (folder.Length > 0)
        {
            query.Add(new("path", MlflowNames.ToArtifactPath(folder)));
        }

        if (token.Length > 0)
        {
            query.Add(new("page_token", token));
        }

        return client.Get("artifacts/list", query);
    }
}
