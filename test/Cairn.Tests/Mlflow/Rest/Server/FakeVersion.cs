namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>A version of a registered model of the fake server.</summary>
internal sealed record FakeVersion(string Number, string Source, string RunId)
{
    public Dictionary<string, string> Tags { get; } = [];

    public HashSet<string> Aliases { get; } = [];
}
