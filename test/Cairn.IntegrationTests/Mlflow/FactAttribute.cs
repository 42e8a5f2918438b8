using Cairn.IntegrationTests.Mlflow;

#pragma warning disable IDE0130 // the name is looked up here by the contract, whose source is linked
namespace Cairn.Tests.Mlflow;

/// <summary>
/// What <c>[Fact]</c> means in the contract of targets when it is compiled here: it lies nearer than xunit's. Skipped without a server.
/// </summary>
internal sealed class FactAttribute : Xunit.FactAttribute
{
    public FactAttribute() => Skip = TrackingServer.Lack;
}
