using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Tests.Mlflow.Rest.Server;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>What is made of every error that was recorded, whichever request met it.</summary>
public sealed class RecordedErrorTests
{
    [RecordedTheory]
    [MemberData(nameof(ExchangeLibrary.GoldenNames), MemberType = typeof(ExchangeLibrary))]
    public void An_error_says_what_it_is_and_whether_waiting_helps(string name) => Check(ExchangeLibrary.Golden![name]);

    [Fact]
    public void A_handwritten_error_says_what_it_is_and_whether_waiting_helps() =>
        Assert.All(ExchangeLibrary.Handwritten.All, Check);

    private static void Check(RecordedExchange exchange)
    {
        if (exchange.Reply.Status < 400)
        {
            return;
        }

        using var server = new ScriptedServer(_ => exchange.Reply);
        using var target = new RestTarget(server.Address, NoCredentials.Read(), new ManualTime());
        MlflowException error = Assert.Throws<MlflowException>(() => target.UpdateRun("r", MlflowRunStatus.Failed, 1));

        bool isJson = exchange.Reply.ContentType.StartsWith("application/json", StringComparison.Ordinal);
        string serverCode = isJson ? Scenario.Text(exchange.Answer, "error_code") : "";
        Assert.Equal(Expected(exchange, serverCode), (error.Code, error.IsTransient));
        Assert.Equal(serverCode, error.ServerCode);
        Assert.Equal(server.Address.AbsoluteUri.TrimEnd('/'), error.Location);
        string said = isJson ? Scenario.Text(exchange.Answer, "message") : "";
        Assert.Contains(said[..Math.Min(said.Length, 200)], error.Message);
        Assert.Single(server.Asked);
    }

    private static (string Code, bool IsTransient) Expected(RecordedExchange exchange, string serverCode) =>
        (exchange.Reply.Status, serverCode) switch
        {
            (403, _) when exchange.Ask.Header("Host").Length > 0 => ("mlflow.address", false),
            (401 or 403, _) => ("mlflow.unauthorized", false),
            (404, "RESOURCE_DOES_NOT_EXIST") => ("mlflow.missing", false),
            (404 or 405, "") => ("mlflow.foreign", false),
            (500, "") => ("mlflow.busy", true),
            (400 or 501, not "") => ("mlflow.refused", false),
            _ => throw new ArgumentException($"Nobody has seen this yet: {exchange.Reply.Status} {serverCode}"),
        };
}
