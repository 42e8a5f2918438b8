using Cairn.IO;
using Cairn.Mlflow.Targets;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Tests.Mlflow.Rest.Server;

namespace Cairn.Tests.Mlflow.Rest;

/// <summary>The contract, against a server in memory.</summary>
public sealed class RestTargetTests : MlflowTargetContract, IDisposable
{
    private readonly FakeMlflowServer _server = new();

    private protected override bool KeepsInfinity => false;

    void IDisposable.Dispose()
    {
        Dispose();
        _server.Dispose();
    }

    private protected override IMlflowTarget Open() => new RestTarget(_server.Address, NoCredentials.Read(), Time);

    private protected override void DeleteExperiment(string id) => _server.DeleteExperiment(id);

    private protected override void DeleteRun(string id) => _server.Runs[id].IsDeleted = true;
}
