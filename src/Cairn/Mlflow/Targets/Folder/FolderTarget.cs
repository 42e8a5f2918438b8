using Cairn.IO;
using Cairn.Mlflow.Targets.Local;
using Cairn.Mlflow.Targets.Search;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>
/// The folder of older servers, <c>mlruns</c>. One process at a time may write to a run. What was written survives the
/// death of the process; it is not brought to the disk at once, as MLflow does not either, but for artifacts.
/// </summary>
internal sealed class FolderTarget : IMlflowTarget
{
    private readonly string _root;
    private readonly FolderFiles _files;
    private readonly ExperimentFolders _experiments;
    private readonly RunFolders _runs;
    private readonly RunFiles _data;
    private readonly InputFolders _inputs;
    private readonly ModelFolders _models;
    private readonly LocalArtifacts _artifacts;

    /// <param name="path">The folder, absolute; made at the first write.</param>
    /// <param name="files">The door to it.</param>
    /// <param name="time">The clock.</param>
    public FolderTarget(string path, IFileSystem files, TimeProvider time)
    {
        _root = path;
        _files = new FolderFiles(files);
        _experiments = new ExperimentFolders(path, _files, time);
        _runs = new RunFolders(path, _files, _experiments);
        _data = new RunFiles(_files);
        _inputs = new InputFolders(_files);
        _models = new ModelFolders(path, _files, time);
        _artifacts = new LocalArtifacts(files, path);
    }

    public string Location => _root;

    public MlflowExperiment GetOrCreateExperiment(string name) =>
        Guard(() => _experiments.GetOrCreate(MlflowNames.ToExperiment(name)));

    public IEnumerable<MlflowExperiment> ListExperiments() => Guarded(_experiments.List);

    public MlflowRun GetOrCreateRun(MlflowRunStart start) => Guard(() => _runs.GetOrCreate(start));

    public MlflowRun? FindRun(string runId)
    {
        RequireFolder();
        return Guard(() => _runs.Find(runId) is { } folder ? _runs.Read(folder) : null);
    }

    public IEnumerable<MlflowRun> SearchRuns(string experimentId, string filter = "")
    {
        IReadOnlyList<SearchCondition> conditions = SearchFilter.Parse(filter, _root);
        return Guarded(() => _runs.List(experimentId)).Where(conditions.Holds);
    }

    public void UpdateRun(string runId, MlflowRunStatus status, long? endMs) =>
        Guard(() => _runs.Update(runId, status, endMs));

    public void LogBatch(string runId, MlflowBatch batch) =>
        Guard(() => _data.Log(_runs.Require(runId), LegalBatch.Of(batch)));

    public void LogInputs(string runId, IReadOnlyList<MlflowDataset> datasets) =>
        Guard(() => _inputs.Log(_runs.Require(runId), datasets));

    public IEnumerable<MlflowPoint> ReadHistory(string runId, string key) => Guarded(() =>
        _runs.Find(runId) is { } folder ? RunFiles.ReadHistory(_files.System, folder, key) : []);

    public void UploadArtifact(string runId, string path, Func<Stream> open) =>
        _artifacts.Store(ArtifactsOf(runId), path, open);

    public IReadOnlyList<MlflowArtifact> ListArtifacts(string runId, string folder = "") =>
        _artifacts.List(ArtifactsOf(runId), folder);

    public Stream OpenArtifact(string runId, string path) => _artifacts.Open(ArtifactsOf(runId), path);

    public string RegisterModel(MlflowModelRegistration registration) => Guard(() =>
        _models.Register(registration, _runs.Read(_runs.Require(registration.RunId)).ArtifactUri));

    public void SetAlias(string model, string alias, string version) =>
        Guard(() => _models.SetAlias(model, alias, version));

    public IReadOnlyList<MlflowModelVersion> ListVersions(string model)
    {
        RequireFolder();
        return Guard(() => _models.List(model));
    }

    /// <summary>Always null: the servers that read this folder have no LoggedModels.</summary>
    public string? LogModel(
        string runId, string name, string artifactFolder, IReadOnlyDictionary<string, string> parameters) => null;

    public void Dispose()
    {
        // Nothing stays open between two calls.
    }

    /// <summary>
    /// Always in the run's own folder, wherever <c>meta.yaml</c> of a folder that was moved still points.
    /// </summary>
    private string ArtifactsOf(string runId) =>
        Path.Join(Guard(() => _runs.Find(runId)) ?? throw LocalFaults.NoRun(_root, runId), "artifacts");

    private void RequireFolder()
    {
        if (!_files.System.DirectoryExists(_root))
        {
            throw LocalFaults.Missing(_root, $"There is no folder {_root}: nothing was recorded there yet.");
        }
    }

    private IEnumerable<T> Guarded<T>(Func<IEnumerable<T>> list)
    {
        RequireFolder();
        using IEnumerator<T> items = Guard(() => list().GetEnumerator());
        while (Guard(items.MoveNext))
        {
            yield return items.Current;
        }
    }

    private void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException error)
        {
            throw LocalFaults.Io(_root, error);
        }
    }
}
