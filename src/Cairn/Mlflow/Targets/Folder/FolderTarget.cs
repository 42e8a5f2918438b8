#pragma warning disable CS9113 // a stub: its owner writes it
using Cairn.IO;

namespace Cairn.Mlflow.Targets.Folder;

/// <summary>The folder of older servers, <c>mlruns</c>.</summary>
internal sealed class FolderTarget(string path, IFileSystem files, TimeProvider time) : IMlflowTarget
{
    public string Location => throw new NotImplementedException();

    public MlflowExperiment GetOrCreateExperiment(string name) => throw new NotImplementedException();

    public IEnumerable<MlflowExperiment> ListExperiments() => throw new NotImplementedException();

    public MlflowRun GetOrCreateRun(MlflowRunStart start) => throw new NotImplementedException();

    public MlflowRun? FindRun(string runId) => throw new NotImplementedException();

    public IEnumerable<MlflowRun> SearchRuns(string experimentId, string filter = "") => throw new NotImplementedException();

    public IEnumerable<MlflowPoint> ReadHistory(string runId, string key) => throw new NotImplementedException();

    public IReadOnlyList<MlflowArtifact> ListArtifacts(string runId, string folder = "") => throw new NotImplementedException();

    public Stream OpenArtifact(string runId, string path) => throw new NotImplementedException();

    public IReadOnlyList<MlflowModelVersion> ListVersions(string model) => throw new NotImplementedException();

    public void UpdateRun(string runId, MlflowRunStatus status, long? endMs) => throw new NotImplementedException();

    public void LogBatch(string runId, MlflowBatch batch) => throw new NotImplementedException();

    public void LogInputs(string runId, IReadOnlyList<MlflowDataset> datasets) => throw new NotImplementedException();

    public void UploadArtifact(string runId, string path, Func<Stream> open) => throw new NotImplementedException();

    public string RegisterModel(MlflowModelRegistration registration) => throw new NotImplementedException();

    public void SetAlias(string model, string alias, string version) => throw new NotImplementedException();

    public string? LogModel(
        string runId, string name, string artifactFolder, IReadOnlyDictionary<string, string> parameters) =>
        throw new NotImplementedException();

    public void Dispose()
    {
    }
}
