using Cairn.IO;
using Cairn.Mlflow.Targets;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Tests.Mlflow;

namespace Cairn.IntegrationTests.Mlflow;

/// <summary>The contract, against the real server that <c>CAIRN_TEST_MLFLOW</c> names. Leaves its experiments
/// there.</summary>
public sealed class TrackingServerTests : MlflowTargetContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private protected override bool KeepsInfinity => false;

    private protected override IMlflowTarget Open() =>
        new RestTarget(TrackingServer.Address!, Credentials(), TimeProvider.System);

    private protected override void DeleteExperiment(string id) => Post("experiments/delete", "experiment_id", id);

    private protected override void DeleteRun(string id) => Post("runs/delete", "run_id", id);

    private static void Post(string path, string name, string id)
    {
        using var client = new RestClient(TrackingServer.Address!, Credentials(), TimeProvider.System, Patience);
        client.Post(path, json => json.WriteString(name, id));
    }

    private static MlflowCredentials Credentials() => MlflowCredentials.Read(PhysicalFileSystem.Instance);
}
