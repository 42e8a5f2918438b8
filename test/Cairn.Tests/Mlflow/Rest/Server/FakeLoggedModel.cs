namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>A LoggedModel of the fake server.</summary>
internal sealed record FakeLoggedModel(string Id, string Name, string RunId)
{
    public string Status { get; set; } = "LOGGED_MODEL_PENDING";

    public Dictionary<string, string> Parameters { get; } = [];
}
