using Cairn.IntegrationTests.Mlflow;

namespace Cairn.Tests.Mlflow;

/// <summary>
/// What <c>[Fact]</c> means in the contract of targets, whose source is linked: in its namespace, this one is nearer than
/// xunit's. Skipped without a server.
/// </summary>
internal sealed class FactAttribute : Xunit.FactAttribute
{
    public FactAttribute() => Skip = TrackingServer.Lack;
}
