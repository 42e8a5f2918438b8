using System.Globalization;
using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Runs of a tracking server. Not thread-safe.</summary>
internal sealed class RestRuns(RestClient client)
{
    /// <summary>The tag by which a run is found whose making was not answered.</summary>
    private const string KeyTag = "cairn.run_id";

    /// <inheritdoc cref="IMlflowTarget.GetOrCreateRun"/>
    public MlflowRun GetOrCreate(MlflowRunStart start)
    {
        string key = MlflowNames.ToTagValue(start.Key);
        IEnumerable<MlflowRun> found = Search(start.ExperimentId, SearchText.Equal($"tags.`{KeyTag}`", key));
        return found.LastOrDefault(run => run.Tags.GetValueOrDefault(KeyTag) == key) ?? Create(start, key);
    }

    /// <inheritdoc cref="IMlflowTarget.FindRun"/>
    public MlflowRun? Find(string runId)
    {
        try
        {
            return RunJson.Read(Get(runId));
        }
        catch (MlflowException e) when (e.Code == "mlflow.missing")
        {
            return null;
        }
    }

    /// <summary>The run.</summary>
    /// <exception cref="MlflowException">There is none (<c>mlflow.missing</c>).</exception>
    public JsonElement Get(string runId) =>
        RestJson.Object(client.Get("runs/get", new KeyValuePair<string, string>("run_id", runId)), "run");

    /// <inheritdoc cref="IMlflowTarget.SearchRuns"/>
    public IEnumerable<MlflowRun> Search(string experimentId, string filter) =>
        RestPages.Read(token => AskPage(experimentId, filter.Trim(), token), "runs").Select(RunJson.Read);

    /// <inheritdoc cref="IMlflowTarget.UpdateRun"/>
    public void Update(string runId, MlflowRunStatus status, long? endMs) => client.Post("runs/update", json =>
    {
        json.WriteString("run_id", runId);
        json.WriteString("status", RunStatusText.Of(status));
        if (endMs is { } end)
        {
            json.WriteNumber("end_time", end);
        }
    });

    /// <inheritdoc cref="IMlflowTarget.ReadHistory"/>
    public IEnumerable<MlflowPoint> ReadHistory(string runId, string key) => RestPages.Read(
        token => client.Get(
            "metrics/get-history",
            [
                new("run_id", runId),
                new("metric_key", key),
                new("max_results", RestLimits.HistoryPage.ToString(CultureInfo.InvariantCulture)), // else the page is empty
                .. token.Length > 0 ? new KeyValuePair<string, string>[] { new("page_token", token) } : [],
            ]),
        "metrics").Select(RunJson.Point);

    private MlflowRun Create(MlflowRunStart start, string key)
    {
        var tags = new Dictionary<string, string> { [KeyTag] = key, ["mlflow.user"] = MlflowNames.ToTagValue(start.User) };
        foreach ((string name, string value) in start.Tags)
        {
            tags[MlflowNames.ToKey(name)] = MlflowNames.ToTagValue(value);
        }

        tags.Remove("mlflow.runName"); // the server makes it of the name, and refuses another one
        JsonElement answer = client.Post("runs/create", json =>
        {
            json.WriteString("experiment_id", start.ExperimentId);
            json.WriteString("user_id", start.User.Length <= MlflowNames.KeyLimit ? start.User : start.User[..MlflowNames.KeyLimit]);
            json.WriteString("run_name", MlflowNames.ToRunName(start.Name));
            json.WriteNumber("start_time", start.StartMs);
            RestJson.WritePairs(json, "tags", tags);
        });
        return RunJson.Read(RestJson.Object(answer, "run"));
    }

    private JsonElement AskPage(string experimentId, string filter, string token) => client.Post("runs/search", json =>
    {
        json.WriteStartArray("experiment_ids");
        json.WriteStringValue(experimentId);
        json.WriteEndArray();
        json.WriteString("filter", filter);
        json.WriteString("run_view_type", "ACTIVE_ONLY");
        json.WriteNumber("max_results", RestLimits.RunPage);
        json.WriteStartArray("order_by");
        json.WriteStringValue("attributes.start_time DESC");
        json.WriteEndArray();
        if (token.Length > 0)
        {
            json.WriteString("page_token", token);
        }
    });
}
