using Cairn.IntegrationTests.Mlflow;

namespace Cairn.Tests.Mlflow;

/// <summary>As <see cref="FactAttribute"/>, for <c>[Theory]</c>.</summary>
internal sealed class TheoryAttribute : Xunit.TheoryAttribute
{
    public TheoryAttribute() => Skip = TrackingServer.Lack;
}
