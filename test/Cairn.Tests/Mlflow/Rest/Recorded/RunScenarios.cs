using System.Text.Json;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;
using static Cairn.Tests.Mlflow.Rest.Recorded.Scenario;

namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Runs and what was logged into them.</summary>
internal static class RunScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Created("runs-create"),
        Created("runs-create.nested"),
        Created("runs-create.charset-content-type"),
        new(
            ["~runs-search.no-experiments", "runs-create.error-unknown-experiment"],
            (target, said) => Fails("mlflow.missing", "RESOURCE_DOES_NOT_EXIST", () => Create(target, said[1]))),
        .. from name in Found select new Scenario(
            [name], (target, said) => IsThe(Info(said[0]), target.FindRun(Asked(said[0]))!)),
        new(["runs-get.error-unknown"], (target, said) => Assert.Null(target.FindRun(Asked(said[0])))),
        new(["runs-get.error-malformed-run_id"], (target, said) => Assert.Null(target.FindRun(Asked(said[0])))),
        new(["!error-foreign-host-header"], (target, _) => Fails("mlflow.address", "", () => target.FindRun("r"))),
        new(["runs-search"], (target, said) => AreThose(said[0], Search(target, said[0]))),
        new(["runs-search.nan-metric"], (target, said) => AreThose(said[0], Search(target, said[0]))),
        new(["runs-search.no-experiments"], (target, _) => Assert.Empty(target.SearchRuns("1"))),
        new(["~runs-search.page-2", "~runs-search.no-experiments"], (target, said) =>
            AreThose(said[0], target.SearchRuns("1"))),
        new(
            ["runs-search.error-bad-filter"],
            (target, said) =>
                Fails("mlflow.refused", "INVALID_PARAMETER_VALUE", () => _ = Search(target, said[0]).Count())),
        Updated("runs-update.finish", MlflowRunStatus.Finished),
        Updated("runs-update.back-to-running", MlflowRunStatus.Running),
        .. from name in Histories select new Scenario(
            [name], (target, said) => AreThosePoints(said[0], History(target, said[0]))),
        new(
            ["metrics-get-history.page-1", "metrics-get-history.page-2", "~metrics-get-history.unknown-metric"],
            (target, said) => Assert.Equal(Points(said[0]).Concat(Points(said[1])), History(target, said[0]))),
        new(["!metrics-get-history.quirk-without-max_results"], (target, _) =>
            Assert.Empty(target.ReadHistory("r", "m"))),
    ];

    private static string[] Found =>
    [
        "runs-get",
        "runs-get.after-back-to-running",
        "runs-get.after-bare-nan-batch",
        "runs-get.after-failed-batch",
        "runs-get.deleted",
        "runs-get.for-artifact-uri",
    ];

    private static string[] Histories =>
    [
        "metrics-get-history",
        "metrics-get-history.nan-and-infinity",
        "metrics-get-history.unknown-metric",
        "metrics-get-history.quirk-unknown-run-is-200",
        "metrics-get-history.readback-bigstep",
        "metrics-get-history.readback-bigstep2",
        "metrics-get-history.readback-fmax",
        "metrics-get-history.readback-fmin",
        "metrics-get-history.readback-fstep",
        "metrics-get-history.readback-nostep",
        "metrics-get-history.readback-strs",
        "metrics-get-history.readback-v_error_null",
        "metrics-get-history.readback-v_infinity_bare",
        "metrics-get-history.readback-v_infinity_string",
        "metrics-get-history.readback-v_minus_infinity_string",
        "metrics-get-history.readback-v_nan_bare",
        "metrics-get-history.readback-v_nan_string",
        "metrics-get-history.readback-v_quirk_1e400_accepted",
        "metrics-get-history.readback-v_quirk_bool_accepted",
        "metrics-get-history.readback-v_quirk_inf_string_accepted",
    ];

    private static Scenario Created(string name) => new(
        ["~runs-search.no-experiments", name],
        (target, said) => IsThe(said[1].Answer.GetProperty("run"), Create(target, said[1])));

    private static Scenario Updated(string name, MlflowRunStatus status) => new([name], (target, said) =>
    {
        long? end = said[0].Said.TryGetProperty("end_time", out JsonElement time) ? time.GetInt64() : null;
        target.UpdateRun(Text(said[0].Said, "run_id"), status, end);
    });

    private static MlflowRun Create(IMlflowTarget target, RecordedExchange exchange)
    {
        JsonElement said = exchange.Said;
        string user = said.TryGetProperty("user_id", out JsonElement name) ? name.GetString()! : "";
        long start = said.TryGetProperty("start_time", out JsonElement time) ? time.GetInt64() : 0;
        return target.GetOrCreateRun(
            new(Text(said, "experiment_id"), "key", Text(said, "run_name"), start, user, Pairs(said, "tags")));
    }

    private static string Asked(RecordedExchange exchange) => exchange.Ask.Query["run_id"];

    private static JsonElement Info(RecordedExchange exchange) => exchange.Answer.GetProperty("run");

    private static IEnumerable<MlflowRun> Search(IMlflowTarget target, RecordedExchange exchange) => target.SearchRuns(
        exchange.Said.GetProperty("experiment_ids")[0].GetString()!, Text(exchange.Said, "filter"));

    private static IEnumerable<MlflowPoint> History(IMlflowTarget target, RecordedExchange exchange) =>
        target.ReadHistory(Asked(exchange), exchange.Ask.Query["metric_key"]);

    private static void AreThosePoints(RecordedExchange exchange, IEnumerable<MlflowPoint> seen) =>
        Assert.Equal(Points(exchange), seen);

    private static IEnumerable<MlflowPoint> Points(RecordedExchange exchange) =>
        exchange.Answer.TryGetProperty("metrics", out JsonElement metrics)
            ? metrics.EnumerateArray().Select(Point) : [];

    private static void AreThose(RecordedExchange exchange, IEnumerable<MlflowRun> seen)
    {
        MlflowRun[] runs = [.. seen];
        JsonElement[] expected = [.. exchange.Answer.GetProperty("runs").EnumerateArray()];
        Assert.Equal(expected.Length, runs.Length);
        Assert.All(expected.Zip(runs), pair => IsThe(pair.First, pair.Second));
    }

    private static void IsThe(JsonElement expected, MlflowRun seen)
    {
        JsonElement info = expected.GetProperty("info"), data = expected.GetProperty("data");
        Assert.Equal(Text(info, "run_id"), seen.Id);
        Assert.Equal(Text(info, "experiment_id"), seen.ExperimentId);
        Assert.Equal(Text(info, "run_name"), seen.Name);
        Assert.Equal(Text(info, "status"), seen.Status.ToString().ToUpperInvariant());
        Assert.Equal(info.GetProperty("start_time").GetInt64(), seen.StartedUtc.ToUnixTimeMilliseconds());
        Assert.Equal(
            info.TryGetProperty("end_time", out JsonElement end)
                ? end.GetInt64() : null, seen.EndedUtc?.ToUnixTimeMilliseconds());
        Assert.Equal(info.TryGetProperty("artifact_uri", out JsonElement uri) ? uri.GetString() : "", seen.ArtifactUri);
        Assert.Equal(Pairs(data, "params").ToDictionary(), seen.Parameters);
        Assert.Equal(Pairs(data, "tags").ToDictionary(), seen.Tags);
        JsonElement[] metrics = data.TryGetProperty("metrics", out JsonElement some) ? [.. some.EnumerateArray()] : [];
        Assert.Equal(metrics.ToDictionary(metric => Text(metric, "key"), Point), seen.Metrics);
    }
}
