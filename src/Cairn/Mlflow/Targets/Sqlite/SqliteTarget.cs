using Cairn.IO;
using Cairn.Mlflow.Targets.Local;
using Cairn.Mlflow.Targets.Search;
using Microsoft.Data.Sqlite;

namespace Cairn.Mlflow.Targets.Sqlite;

/// <summary>
/// MLflow's own database, with artifacts in <c>mlartifacts</c> beside it: what <c>mlflow ui</c> opens.
/// </summary>
internal sealed class SqliteTarget : IMlflowTarget
{
    /// <summary>How long MLflow's own server holds its lock at most, with a lot to spare.</summary>
    private static readonly TimeSpan DefaultBusyWait = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly MlflowDatabase _database;
    private readonly LocalArtifacts _artifacts;

    /// <param name="path">The file, absolute; made with its folder at the first write.</param>
    /// <param name="files">The door to the artifacts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="busyWait">How long to wait for other writers; 5 s when it is not said.</param>
    /// <param name="opened">What tests do to a connection before it is used.</param>
    public SqliteTarget(
        string path,
        IFileSystem files,
        TimeProvider time,
        TimeSpan? busyWait = null,
        Action<SqliteConnection>? opened = null)
    {
        _path = path;
        _database = new MlflowDatabase(path, files, time, busyWait ?? DefaultBusyWait) { Opened = opened };
        _artifacts = new LocalArtifacts(files, path);
    }

    public string Location => _path;

    public MlflowExperiment GetOrCreateExperiment(string name) => _database.Write(session =>
        ExperimentTable.GetOrCreate(session, MlflowNames.ToExperiment(name), _database.NowMs));

    public IEnumerable<MlflowExperiment> ListExperiments()
    {
        long after = -1;
        IReadOnlyList<MlflowExperiment> page;
        do
        {
            page = _database.Read(session => ExperimentTable.Page(session, after));
            foreach (MlflowExperiment experiment in page)
            {
                yield return experiment;
                after = ExperimentTable.ParseId(_path, experiment.Id);
            }
        }
        while (page.Count == ExperimentTable.PageSize);
    }

    public MlflowRun GetOrCreateRun(MlflowRunStart start) =>
        _database.Write(session => RunTable.GetOrCreate(session, start));

    public MlflowRun? FindRun(string runId) => _database.Read(session => RunTable.Find(session, runId));

    public IEnumerable<MlflowRun> SearchRuns(string experimentId, string filter = "")
    {
        var search = new RunSearch(
            ExperimentTable.ParseId(_path, experimentId), SearchFilter.Parse(filter, _path));
        IReadOnlyList<MlflowRun> page;
        do
        {
            page = _database.Read(search.NextPage);
            foreach (MlflowRun run in page)
            {
                yield return run;
            }
        }
        while (page.Count > 0);
    }

    public void UpdateRun(string runId, MlflowRunStatus status, long? endMs) =>
        _database.Write(session => RunTable.Update(session, runId, status, endMs));

    public void LogBatch(string runId, MlflowBatch batch)
    {
        var legal = LegalBatch.Of(batch);
        _database.Write(session => RunData.Log(session, runId, legal));
    }

    public void LogInputs(string runId, IReadOnlyList<MlflowDataset> datasets) =>
        _database.Write(session => InputTable.Log(session, runId, datasets));

    public IEnumerable<MlflowPoint> ReadHistory(string runId, string key)
    {
        long after = long.MinValue;
        List<(long Place, MlflowPoint Point)> page;
        do
        {
            page = _database.Read(session => RunData.HistoryPage(session, runId, key, after));
            foreach ((long place, MlflowPoint point) in page)
            {
                yield return point;
                after = place;
            }
        }
        while (page.Count == RunData.HistoryPageSize);
    }

    public void UploadArtifact(string runId, string path, Func<Stream> open) =>
        _artifacts.Store(ArtifactsOf(runId), path, open);

    public IReadOnlyList<MlflowArtifact> ListArtifacts(string runId, string folder = "") =>
        _artifacts.List(ArtifactsOf(runId), folder);

    public Stream OpenArtifact(string runId, string path) => _artifacts.Open(ArtifactsOf(runId), path);

    public string RegisterModel(MlflowModelRegistration registration) =>
        _database.Write(session => ModelTable.Register(session, registration, _database.NowMs));

    public void SetAlias(string model, string alias, string version) => _database.Write(session =>
        ModelTable.SetAlias(session, MlflowNames.ToModel(model), MlflowNames.ToAlias(alias), version));

    public IReadOnlyList<MlflowModelVersion> ListVersions(string model) =>
        _database.Read(session => ModelTable.List(session, MlflowNames.ToModel(model)));

    /// <summary>Always null: this revision of the schema has no LoggedModels.</summary>
    public string? LogModel(
        string runId, string name, string artifactFolder, IReadOnlyDictionary<string, string> parameters) => null;

    public void Dispose() => _database.Dispose();

    private string ArtifactsOf(string runId) =>
        ArtifactFolder.Of(FindRun(runId) ?? throw LocalFaults.NoRun(_path, runId), _path);
}
