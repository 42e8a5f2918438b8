using Cairn.IntegrationTests.Mlflow;

#pragma warning disable IDE0130 // the name is looked up here by the contract, whose source is linked
namespace Cairn.Tests.Mlflow;

/// <summary>As <see cref="FactAttribute"/>, for <c>[Theory]</c>.</summary>
internal sealed class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute() => Skip = TrackingServer.Lack;
}
