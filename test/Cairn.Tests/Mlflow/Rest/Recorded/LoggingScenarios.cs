using System.Text.Json;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using static Cairn.Tests.Mlflow.Rest.Recorded.Scenario;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Points, parameters, tags and data sets.</summary>
internal static class LoggingScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. from name in Batches select new Scenario([name], (target, said) => Log(target, said[0])),
        new(
            ["runs-log-batch.error-unknown-run"],
            (target, said) => Fails("mlflow.missing", "RESOURCE_DOES_NOT_EXIST", () => Log(target, said[0]))),
        new(
            ["runs-log-batch.error-changed-param", "~runs-get.after-failed-batch", "~runs-log-batch"],
            (target, said) => Log(target, said[0])),
        new(
            ["!runs-log-metric.error-deleted-run", "~runs-get.deleted"],
            (target, said) => Fails("mlflow.refused", "INVALID_PARAMETER_VALUE", () => Log(target, said[0]))),
        new(["runs-log-inputs"], (target, said) => LogInputs(target, said[0])),
    ];

    private static string[] Batches =>
    [
        "runs-log-batch",
        "runs-log-batch.1000-metrics",
        "runs-log-batch.nan-and-infinity-strings",
        "runs-log-batch.same-again",
        "runs-log-batch.system-metrics",
    ];

    /// <summary>Logs what a recorded request logs, alone or in a batch.</summary>
    public static void Log(IMlflowTarget target, RecordedExchange exchange)
    {
        JsonElement said = RequestRulesTests.AsBatch(exchange.Ask).Json;
        JsonElement[] metrics = said.TryGetProperty("metrics", out JsonElement some) ? [.. some.EnumerateArray()] : [];
        target.LogBatch(Text(said, "run_id"), new MlflowBatch
        {
            Metrics = [.. metrics.Select(metric => new MlflowMetric(Text(metric, "key"), Point(metric)))],
            Parameters = Pairs(said, "params"),
            Tags = Pairs(said, "tags"),
        });
    }

    public static void LogInputs(IMlflowTarget target, RecordedExchange exchange) => target.LogInputs(
        Text(exchange.Said, "run_id"),
        [.. exchange.Said.GetProperty("datasets").EnumerateArray().Select(ReadDataset)]);

    private static MlflowDataset ReadDataset(JsonElement input)
    {
        JsonElement dataset = input.GetProperty("dataset");
        KeyValuePair<string, string>[] tags = Pairs(input, "tags");
        return new MlflowDataset(
            Text(dataset, "name"),
            Optional(dataset, "digest") ?? "",
            JsonElement.Parse(Text(dataset, "source")).TryGetProperty("uri", out JsonElement uri)
                ? uri.GetString()! : "",
            tags.Length > 0 ? tags[0].Value : "training",
            Optional(dataset, "schema"),
            Optional(dataset, "profile"));
    }

    private static string? Optional(JsonElement from, string name) =>
        from.TryGetProperty(name, out JsonElement member) ? member.GetString() : null;
}
