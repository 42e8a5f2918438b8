using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>A run as servers write it.</summary>
internal static class RunJson
{
    public static MlflowRun Read(JsonElement run)
    {
        JsonElement info = RestJson.Object(run, "info"), data = RestJson.Object(run, "data");
        var metrics = new Dictionary<string, MlflowPoint>(); // Bounded by the answer
        foreach (JsonElement metric in RestJson.Array(data, "metrics"))
        {
            metrics[RestJson.Text(metric, "key")] = Point(metric);
        }

        long end = RestJson.Whole(info, "end_time");
        return new MlflowRun
        {
            Id = RestJson.Text(info, "run_id") is { Length: > 0 } id ? id : RestJson.Text(info, "run_uuid"),
            ExperimentId = RestJson.Text(info, "experiment_id"),
            Name = RestJson.Text(info, "run_name"),
            Status = RunStatusText.Read(RestJson.Text(info, "status")),
            StartedUtc = Time(RestJson.Whole(info, "start_time")),
            EndedUtc = end > 0 ? Time(end) : null,
            ArtifactUri = RestJson.Text(info, "artifact_uri"),
            Parameters = RestJson.Pairs(data, "params"),
            Tags = RestJson.Pairs(data, "tags"),
            Metrics = metrics,
        };
    }

    /// <summary>Whether its users deleted it; it is still there.</summary>
    public static bool IsDeleted(JsonElement run) =>
        RestJson.Text(RestJson.Object(run, "info"), "lifecycle_stage") == "deleted";

    public static MlflowPoint Point(JsonElement metric) =>
        new(RestJson.Whole(metric, "step"), RestJson.Whole(metric, "timestamp"), RestJson.Number(metric, "value"));

    private static DateTimeOffset Time(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(ms, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
