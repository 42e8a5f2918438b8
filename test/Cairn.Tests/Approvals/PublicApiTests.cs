using System.Reflection;

namespace Cairn.Tests.Approvals;

/// <summary>What users can type is checked in: it changes only on purpose.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Cairn")]
    [InlineData("Cairn.Toto")]
    public void The_public_surface_is_the_approved_one(string assembly) =>
        Approval.Verify($"PublicApi.{assembly}", ApiPrinter.Print(Assembly.Load(assembly)));
}
