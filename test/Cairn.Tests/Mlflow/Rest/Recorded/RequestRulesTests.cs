using System.Text;
using System.Text.RegularExpressions;
using Cairn.Tests.Mlflow.Rest.Server;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>The rules, against what a server took and what it refused or took for something else.</summary>
public sealed partial class RequestRulesTests
{
    private const string Run = """{"run_id": "0f0e0d0c0b0a09080706050403020100", """;

    [RecordedTheory]
    [MemberData(nameof(ExchangeLibrary.GoldenNames), MemberType = typeof(ExchangeLibrary))]
    public void The_rules_say_of_each_recorded_request_what_the_server_made_of_it(string name)
    {
        HttpAsk ask = AsBatch(ExchangeLibrary.Golden![name].Ask);
        if (RequestRules.Knows(ask) && !Clipped().IsMatch(name))
        {
            bool isForm = !BadForm().IsMatch(name) || OfTheState().IsMatch(name);
            Assert.Equal((name, isForm), (name, !RequestRules.Faults(ask).Any()));
        }
    }

    [Theory]
    [InlineData("""{"run_id": "", "metrics": []}""")]
    [InlineData(Run + """ "metrics": [{"key": "a", "value": NaN, "timestamp": 1, "step": 0}]}""")]
    [InlineData(Run + """ "metrics": [{"key": "a", "value": 1e400, "timestamp": 1, "step": 0}]}""")]
    [InlineData(Run + """ "metrics": [{"key": "a", "value": null, "timestamp": 1, "step": 0}]}""")]
    [InlineData(Run + """ "metrics": [{"key": "a", "value": 1, "timestamp": 1, "step": 1.5}]}""")]
    [InlineData(Run + """ "metrics": [{"key": "a", "value": 1, "timestamp": 1, "step": 9223372036854775808}]}""")]
    [InlineData(Run + """ "metrics": [{"key": "a", "value": 1, "timestamp": -1, "step": 0}]}""")]
    [InlineData(Run + """ "metrics": [{"key": "a@b", "value": 1, "timestamp": 1, "step": 0}]}""")]
    [InlineData(Run + """ "params": [{"key": "a", "value": 1}]}""")]
    [InlineData(Run + """ "params": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]}""")]
    [InlineData(Run + """ "runId": "camel"}""")]
    [InlineData(Run + """ "run_id": "twice"}""")]
    public void A_form_that_stores_something_else_is_against_the_rules(string body) =>
        Assert.NotEmpty(RequestRules.Faults(Batch(Encoding.UTF8.GetBytes(body))));

    [Fact]
    public void The_form_that_servers_take_is_not_against_the_rules() =>
        Assert.Empty(RequestRules.Faults(Batch(Encoding.UTF8.GetBytes(
            Run + """ "metrics": [{"key": "a/b", "value": "-Infinity", "timestamp": 1, "step": -3}]}"""))));

    [Theory]
    [InlineData("metrics", 1001)]
    [InlineData("params", 101)]
    [InlineData("tags", 101)]
    public void More_than_a_batch_takes_is_against_the_rules(string name, int count)
    {
        string value = name == "metrics" ? "1, \"timestamp\": 1, \"step\": 0" : "\"1\"";
        string Items(int many) =>
            string.Join(',', Enumerable.Range(0, many).Select(i => $$"""{"key": "k{{i}}", "value": {{value}}}"""));

        Assert.Single(
            RequestRules.Faults(Batch(Encoding.UTF8.GetBytes($$"""{{Run}} "{{name}}": [{{Items(count)}}]}"""))));
        Assert.Empty(
            RequestRules.Faults(Batch(Encoding.UTF8.GetBytes($$"""{{Run}} "{{name}}": [{{Items(count - 1)}}]}"""))));
    }

    [Fact]
    public void A_history_without_a_page_size_is_against_the_rules() => Assert.Single(RequestRules.Faults(new HttpAsk(
        "GET",
        "/api/2.0/mlflow/metrics/get-history",
        new Dictionary<string, string> { ["run_id"] = "r", ["metric_key"] = "k" },
        new Dictionary<string, string>(),
        [])));

    /// <summary>A metric, parameter or tag on its own as the batch that Cairn sends.</summary>
    internal static HttpAsk AsBatch(HttpAsk ask)
    {
        string? member = ask.Path switch
        {
            "/api/2.0/mlflow/runs/log-metric" => "metrics",
            "/api/2.0/mlflow/runs/log-parameter" => "params",
            "/api/2.0/mlflow/runs/set-tag" => "tags",
            _ => null,
        };
        string body = Encoding.UTF8.GetString(ask.Body);
        Match run = RunId().Match(body);
        return member is null ? ask : ask with
        {
            Path = "/api/2.0/mlflow/runs/log-batch",
            Body = Encoding.UTF8.GetBytes(
                $$"""{{(run.Success ? run.Value : Run)}} "{{member}}": [{{{body[run.Length..]}}]}"""),
        };
    }

    private static HttpAsk Batch(byte[] body) => new(
        "POST",
        "/api/2.0/mlflow/runs/log-batch",
        new Dictionary<string, string>(),
        new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        body);

    [GeneratedRegex("""\A\{"run_id": "[^"]*", """)]
    private static partial Regex RunId();

    // The last five are taken, cut or set to 0 without a word, or in a second form.
    [GeneratedRegex(
        @"(\A|\.)error-|quirk-|-bare\z|without-step|-6001-|-8001-|as-string|value-as-|as-number|unknown-field")]
    private static partial Regex BadForm();

    // Refused for what the server holds, not for the form.
    [GeneratedRegex(
        @"error-(unknown|duplicate-name|duplicate\z|name-of-deleted|changed|absent|bad-filter|malformed|local-source|deleted-run)"
        + @"|auth\.|quirk-(unknown-run|user-tag)")]
    private static partial Regex OfTheState();

    [GeneratedRegex("over-1-megabyte|get-history.max_results")]
    private static partial Regex Clipped();
}
