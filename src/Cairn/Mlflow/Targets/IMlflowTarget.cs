namespace Cairn.Mlflow.Targets;

/// <summary>
/// What keeps experiments, runs and models as MLflow does: a tracking server, MLflow's own database, or the folder of
/// older servers. Takes names and values as they come and makes them legal by <see cref="MlflowNames"/>. Every call may
/// be made again after it failed and has then the effect of one. Not thread-safe.
/// </summary>
/// <remarks>Every fault is an <see cref="MlflowException"/>, which says whether trying again may help.</remarks>
internal interface IMlflowTarget : IDisposable
{
    /// <summary>Where it is, for people: never holds a user name, password or token.</summary>
    string Location { get; }

    /// <summary>The experiment of this name, made when there is none, restored when it was deleted.</summary>
    MlflowExperiment GetOrCreateExperiment(string name);

    /// <summary>Active experiments, streamed page by page.</summary>
    IEnumerable<MlflowExperiment> ListExperiments();

    /// <summary>
    /// The run that was begun with this start: found by its <see cref="MlflowRunStart.Key"/> when an earlier call had
    /// made it but its answer was lost, else made.
    /// </summary>
    MlflowRun GetOrCreateRun(MlflowRunStart start);

    /// <summary>A run with its parameters, tags and latest metrics; null when there is none of this id.</summary>
    MlflowRun? FindRun(string runId);

    /// <summary>Runs of an experiment that were not deleted, newest first, streamed page by page.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="filter">As MLflow's search writes it, <c>metrics.loss &lt; 0.5 and params.lr = '0.1'</c>: comparisons joined by
    /// <c>and</c>; empty for all.</param>
    IEnumerable<MlflowRun> SearchRuns(string experimentId, string filter = "");

    /// <summary>Sets where a run stands.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="endMs">When it ended, in milliseconds since 1970; null while it runs.</param>
    void UpdateRun(string runId, MlflowRunStatus status, long? endMs);

    /// <summary>
    /// Adds points and sets parameters and tags: any number, cut into as many requests as it takes. A point that is there
    /// already is not doubled. A parameter that has another value there keeps it; the new one becomes a tag
    /// (<see cref="MlflowNames.ChangedParameter"/>).
    /// </summary>
    void LogBatch(string runId, MlflowBatch batch);

    /// <summary>Says what data a run was given.</summary>
    void LogInputs(string runId, IReadOnlyList<MlflowDataset> datasets);

    /// <summary>All points of a metric, in the order of recording, streamed page by page.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric as the target names it.</param>
    IEnumerable<MlflowPoint> ReadHistory(string runId, string key);

    /// <summary>Stores a file of a run, replacing one of the same path. Streamed, so of any size.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">Relative, with <c>/</c>; never leaves the run's folder.</param>
    /// <param name="open">Opens the content; called again for another attempt.</param>
    void UploadArtifact(string runId, string path, Func<Stream> open);

    /// <summary>Files and folders directly in a folder of a run's artifacts; empty for the top.</summary>
    IReadOnlyList<MlflowArtifact> ListArtifacts(string runId, string folder = "");

    /// <summary>The content of a file of a run.</summary>
    Stream OpenArtifact(string runId, string path);

    /// <summary>
    /// Registers the artifacts of a run under a folder as the next version of a model, which is made when there is none. The
    /// same key makes no second version.
    /// </summary>
    /// <returns>The version: <c>1</c>, <c>2</c>, …</returns>
    string RegisterModel(MlflowModelRegistration registration);

    /// <summary>Points an alias of a registered model at a version.</summary>
    void SetAlias(string model, string alias, string version);

    /// <summary>The versions of a registered model, newest first; empty when there is no such model.</summary>
    IReadOnlyList<MlflowModelVersion> ListVersions(string model);

    /// <summary>
    /// Makes a LoggedModel (MLflow 3) of a run with the artifacts in a folder of it. Null when the target has none. The same
    /// name in the same run makes no second one.
    /// </summary>
    /// <returns>Its id.</returns>
    string? LogModel(string runId, string name, string artifactFolder, IReadOnlyDictionary<string, string> parameters);
}
