namespace Cairn.Mlflow.Targets.Rest;

/// <summary>
/// A tracking server, by its REST API. Neither waits nor tries again: it says in <see cref="MlflowException.IsTransient"/>
/// whether that may help. See <c>docs/design/mlflow.md</c>.
/// </summary>
internal sealed class RestTarget : IMlflowTarget
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly RestClient _client;
    private readonly RestExperiments _experiments;
    private readonly RestRuns _runs;
    private readonly RestLogging _logging;
    private readonly RestArtifacts _artifacts;
    private readonly RestRegistry _registry;
    private readonly RestLoggedModels _loggedModels;

    /// <param name="server">Its address; a user name and password in it win over <paramref name="credentials"/>.</param>
    /// <param name="credentials">Who we are.</param>
    /// <param name="time">For the dates until which a server asks to wait.</param>
    /// <param name="timeout">How long a request may take; 30 seconds. A file takes as long as its bytes flow.</param>
    public RestTarget(Uri server, MlflowCredentials credentials, TimeProvider time, TimeSpan? timeout = null)
    {
        _client = new RestClient(server, credentials, time, timeout ?? DefaultTimeout);
        _experiments = new RestExperiments(_client);
        _runs = new RestRuns(_client);
        _logging = new RestLogging(_client, _runs);
        _artifacts = new RestArtifacts(_client, _runs);
        _registry = new RestRegistry(_client, _artifacts);
        _loggedModels = new RestLoggedModels(_client, _runs, _artifacts);
    }

    public string Location => _client.Location;

    public MlflowExperiment GetOrCreateExperiment(string name) => _experiments.GetOrCreate(name);

    public IEnumerable<MlflowExperiment> ListExperiments() => _experiments.List();

    public MlflowRun GetOrCreateRun(MlflowRunStart start) => _runs.GetOrCreate(start);

    public MlflowRun? FindRun(string runId) => _runs.Find(runId);

    public IEnumerable<MlflowRun> SearchRuns(string experimentId, string filter = "") => _runs.Search(experimentId, filter);

    public void UpdateRun(string runId, MlflowRunStatus status, long? endMs) => _runs.Update(runId, status, endMs);

    public void LogBatch(string runId, MlflowBatch batch) => _logging.LogBatch(runId, batch);

    public void LogInputs(string runId, IReadOnlyList<MlflowDataset> datasets) => _logging.LogInputs(runId, datasets);

    public IEnumerable<MlflowPoint> ReadHistory(string runId, string key) => _runs.ReadHistory(runId, key);

    public void UploadArtifact(string runId, string path, Func<Stream> open) => _artifacts.Upload(runId, path, open);

    public IReadOnlyList<MlflowArtifact> ListArtifacts(string runId, string folder = "") => _artifacts.List(runId, folder);

    public Stream OpenArtifact(string runId, string path) => _artifacts.Open(runId, path);

    public string RegisterModel(MlflowModelRegistration registration) => _registry.Register(registration);

    public void SetAlias(string model, string alias, string version) => _registry.SetAlias(model, alias, version);

    public IReadOnlyList<MlflowModelVersion> ListVersions(string model) => _registry.ListVersions(model);

    public string? LogModel(
        string runId, string name, string artifactFolder, IReadOnlyDictionary<string, string> parameters) =>
        _loggedModels.Log(runId, name, artifactFolder, parameters);

    public void Dispose() => _client.Dispose();
}
