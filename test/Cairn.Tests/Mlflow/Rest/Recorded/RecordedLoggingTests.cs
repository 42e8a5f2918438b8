using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets.Rest;
using Cairn.Tests.Mlflow.Rest.Server;
using Cairn.Tests.Support;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>What was logged in the recordings, logged by Cairn: in the form that the server took, never in one that
/// it refused.</summary>
public sealed partial class RecordedLoggingTests
{
    private const string Bad = """
        {"metrics": [{"key": "NAME", "value": VALUE, "timestamp": -5, "step": 0}],
            "params": [{"key": "NAME", "value": "VALUE"}]}
        """;

    [RecordedTheory]
    [MemberData(nameof(ExchangeLibrary.GoldenNames), MemberType = typeof(ExchangeLibrary))]
    public void What_was_logged_goes_to_the_server_in_a_form_that_it_takes(string name)
    {
        RecordedExchange exchange = ExchangeLibrary.Golden![name];
        if (!IsLogged(name))
        {
            return;
        }

        HttpAsk[] asked = Asked(target => LoggingScenarios.Log(target, exchange));

        Assert.NotEmpty(asked);
        Assert.Empty(asked.SelectMany(RequestRules.Faults));
        if (exchange.IsTaken && !OtherForm().IsMatch(name))
        {
            JsonElement recorded = RequestRulesTests.AsBatch(exchange.Ask).Json;
            Assert.Equal(Items(recorded), Assert.Single(asked.Select(ask => Items(ask.Json))));
        }
    }

    [RecordedTheory]
    [InlineData("runs-log-inputs.error-digest-37-chars")]
    [InlineData("runs-log-inputs.quirk-missing-digest-accepted")]
    public void Data_sets_go_to_the_server_in_a_form_that_it_takes(string name)
    {
        HttpAsk ask = Assert.Single(Asked(target => LoggingScenarios.LogInputs(target, ExchangeLibrary.Golden![name])));
        Assert.Empty(RequestRules.Faults(ask));
    }

    [RecordedFact]
    public void A_model_of_a_forbidden_name_goes_to_the_server_under_another_one()
    {
        string name = Scenario.Text(ExchangeLibrary.Golden!["registered-models-create.error-slash"].Said, "name");
        HttpAsk[] asked = Asked(target => target.RegisterModel(new(name, "r", "model", "key", [])));

        Assert.NotEqual(name, Scenario.Text(asked[0].Json, "name"));
        Assert.DoesNotContain('/', Scenario.Text(asked[0].Json, "name"));
    }

    [RecordedTheory]
    [InlineData("experiments-create.error-name-501-chars")]
    [InlineData("experiments-create.error-empty-name")]
    public void An_experiment_of_a_forbidden_name_goes_to_the_server_under_another_one(string name)
    {
        string forbidden = Scenario.Text(ExchangeLibrary.Golden![name].Said, "name");
        HttpAsk[] asked = Asked(target => target.GetOrCreateExperiment(forbidden));

        Assert.Empty(asked.SelectMany(RequestRules.Faults));
        Assert.InRange(asked[0].Query["experiment_name"].Length, 1, 500);
        Assert.NotEqual(forbidden, asked[0].Query["experiment_name"]);
    }

    [RecordedFact]
    public void A_changed_parameter_becomes_a_tag_and_the_rest_of_its_batch_is_sent_again()
    {
        ExchangeLibrary golden = ExchangeLibrary.Golden!;
        RecordedExchange refused = golden["runs-log-batch.error-changed-param"];
        HttpReply[] replies =
            [refused.Reply, golden["runs-get.after-failed-batch"].Reply, golden["runs-log-batch"].Reply];
        HttpAsk[] asked = Asked(target => LoggingScenarios.Log(target, refused), replies);

        JsonElement parameter = refused.Said.GetProperty("params")[0], again = asked[2].Json;
        Assert.True(JsonElement.DeepEquals(refused.Said.GetProperty("metrics"), again.GetProperty("metrics")));
        Assert.False(again.TryGetProperty("params", out _));
        KeyValuePair<string, string> changed =
            new(MlflowNames.ToChangedKey(Scenario.Text(parameter, "key")), Scenario.Text(parameter, "value"));
        Assert.Equal([.. Scenario.Pairs(refused.Said, "tags"), changed], Scenario.Pairs(again, "tags"));
    }

    [Theory]
    [InlineData("a@b", "1")]
    [InlineData("../a", "\"NaN\"")]
    [InlineData("", "\"Infinity\"")]
    [InlineData("a//b/", "1.5")]
    public void What_a_server_refuses_goes_to_it_in_another_form(string name, string value)
    {
        string body = Bad.Replace("NAME", name).Replace("\"VALUE\"", "\"1\"").Replace("VALUE", value);
        HttpAsk[] asked = Asked(target => target.LogBatch("r", new MlflowBatch
        {
            Metrics = [new(name, Scenario.Point(JsonElement.Parse(body).GetProperty("metrics")[0]))],
            Parameters = Scenario.Pairs(JsonElement.Parse(body), "params"),
        }));

        Assert.Empty(asked.SelectMany(RequestRules.Faults));
    }

    private static HttpAsk[] Asked(Action<RestTarget> call, params HttpReply[] replies)
    {
        int next = 0;
        using var server = new ScriptedServer(_ => next < replies.Length ? replies[next++] : HttpReply.Json("{}"));
        using var target = new RestTarget(server.Address, NoCredentials.Read(), new ManualTime());
        call(target);
        return [.. server.Asked];
    }

    // As texts, each member in its place, whatever the numbers' spelling.
    private static string Items(JsonElement batch)
    {
        IEnumerable<string> metrics = batch.TryGetProperty("metrics", out JsonElement some)
            ? some.EnumerateArray().Select(metric => $"{Scenario.Text(metric, "key")} {Scenario.Point(metric)}")
            : [];
        return string.Join('\n', [.. metrics, .. Pairs("params"), .. Pairs("tags")]);

        IEnumerable<string> Pairs(string name) =>
            Scenario.Pairs(batch, name).Select(pair => $"{name} {pair.Key}={pair.Value}");
    }

    internal static bool IsLogged(string name) => Logged().IsMatch(name) && !NoValue().IsMatch(name);

    [GeneratedRegex(@"\Aruns-(log-batch|log-metric|log-parameter|set-tag)\b")]
    private static partial Regex Logged();

    // There is no such call: Cairn has a number, a time and a step for every point, and texts for parameters.
    [GeneratedRegex(
        @"gzip|null|without-|-bare|1e400|bool|inf-string|value-text|number-value|run_uuid|camelCase|megabyte|step-fraction|step-over|"
        + @"missing-key|with-model|as-string|quirk-bare|\.empty\z|foreign")]
    private static partial Regex NoValue();

    // Longer than the server keeps, and so cut by us where it can be seen.
    [GeneratedRegex("-6001-|-8001-|unknown-field")]
    private static partial Regex OtherForm();
}
