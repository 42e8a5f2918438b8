using Cairn.IO;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Sqlite;

namespace Cairn.Benchmarks.Mlflow;

/// <summary>A new database with one run in it.</summary>
internal sealed class MlflowStore : IDisposable
{
    public MlflowStore(string path)
    {
        Target = new SqliteTarget(path, PhysicalFileSystem.Instance, TimeProvider.System);
        string experiment = Target.GetOrCreateExperiment("bench").Id;
        RunId = Target.GetOrCreateRun(new MlflowRunStart(experiment, "key", "run", 1, "ada", [])).Id;
    }

    public SqliteTarget Target { get; }

    public string RunId { get; }

    public void Dispose() => Target.Dispose();
}
