using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>
/// LoggedModels, which servers have since version 3. Ours have their files among the run's artifacts, as MLflow's external
/// models have theirs elsewhere. Not thread-safe.
/// </summary>
internal sealed class RestLoggedModels(RestClient client, RestRuns runs, RestArtifacts artifacts)
{
    private bool _areUnknown; // to an older server

    /// <inheritdoc cref="IMlflowTarget.LogModel"/>
    public string? Log(string runId, string name, string artifactFolder, IReadOnlyDictionary<string, string> parameters)
    {
        if (_areUnknown)
        {
            return null;
        }

        try
        {
            return Log(runId, MlflowNames.ToLoggedModel(name), artifactFolder, [.. BatchCut.Legal(new() { Parameters = [.. parameters] }).Parameters]);
        }
        catch (MlflowException e) when (e is { Code: "mlflow.foreign", IsTransient: false })
        {
            _areUnknown = true;
            return null;
        }
    }

    private string Log(string runId, string name, string artifactFolder, KeyValuePair<string, string>[] parameters)
    {
        string experiment = RestJson.Text(RestJson.Object(runs.Get(runId), "info"), "experiment_id");
        JsonElement info = Find(experiment, name, runId) ?? Create(experiment, name, runId, artifactFolder);
        string id = RestJson.Text(info, "model_id");
        if (RestJson.Text(info, "status") != "LOGGED_MODEL_READY")
        {
            Complete(id, runId, parameters);
        }

        return id;
    }

    private JsonElement? Find(string experiment, string name, string runId) =>
        RestPages.Read(token => AskPage(experiment, name, token), "models")
            .Select(model => (JsonElement?)RestJson.Object(model, "info"))
            .FirstOrDefault(info => RestJson.Text(info!.Value, "source_run_id") == runId && RestJson.Text(info.Value, "name") == name);

    private JsonElement Create(string experiment, string name, string runId, string artifactFolder)
    {
        string files = $"{artifacts.UriOf(runId).TrimEnd('/')}/{MlflowNames.ToArtifactPath(artifactFolder)}";
        JsonElement answer = client.Post("logged-models", json =>
        {
            json.WriteString("experiment_id", experiment);
            json.WriteString("name", name);
            json.WriteString("source_run_id", runId);
            RestJson.WritePairs(json, "tags", [new("cairn.artifacts", files), new("mlflow.model.isExternal", "true")]);
        });
        return RestJson.Object(RestJson.Object(answer, "model"), "info");
    }

    // Each step may be made again, and the last one says that all were made.
    private void Complete(string id, string runId, KeyValuePair<string, string>[] parameters)
    {
        foreach (KeyValuePair<string, string>[] some in parameters.Chunk(RestLimits.BatchPairs))
        {
            client.Post($"logged-models/{RestClient.Escape(id)}/params", json =>
            {
                json.WriteString("model_id", id);
                RestJson.WritePairs(json, "params", some);
            });
        }

        client.Post("runs/outputs", json =>
        {
            json.WriteString("run_id", runId);
            json.WriteStartArray("models");
            json.WriteStartObject();
            json.WriteString("model_id", id);
            json.WriteNumber("step", 0);
            json.WriteEndObject();
            json.WriteEndArray();
        });
        client.Patch($"logged-models/{RestClient.Escape(id)}", json =>
        {
            json.WriteString("model_id", id);
            json.WriteString("status", "LOGGED_MODEL_READY");
        });
    }

    private JsonElement AskPage(string experiment, string name, string token) => client.Post("logged-models/search", json =>
    {
        json.WriteStartArray("experiment_ids");
        json.WriteStringValue(experiment);
        json.WriteEndArray();
        json.WriteString("filter", SearchText.Equal("name", name));
        json.WriteNumber("max_results", RestLimits.RunPage);
        if (token.Length > 0)
        {
            json.WriteString("page_token", token);
        }
    });
}
