using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Experiments of a tracking server. Not thread-safe.</summary>
internal sealed class RestExperiments(RestClient client)
{
    /// <inheritdoc cref="IMlflowTarget.GetOrCreateExperiment"/>
    public MlflowExperiment GetOrCreate(string name)
    {
        string legal = MlflowNames.ToExperiment(name);
        if (Find(legal) is { } found)
        {
            return found;
        }

        try
        {
            string id = RestJson.Text(client.Post("experiments/create", json => json.WriteString("name", legal)), "experiment_id");
            return Read(RestJson.Object(client.Get("experiments/get", new KeyValuePair<string, string>("experiment_id", id)), "experiment"));
        }
        catch (MlflowException e) when (e.ServerCode == "RESOURCE_ALREADY_EXISTS")
        {
            if (Find(legal) is not { } others)
            {
                throw;
            }

            return others; // made meanwhile
        }
    }

    /// <inheritdoc cref="IMlflowTarget.ListExperiments"/>
    public IEnumerable<MlflowExperiment> List() => RestPages.Read(AskPage, "experiments").Select(Read);

    private static MlflowExperiment Read(JsonElement from) => new(
        RestJson.Text(from, "experiment_id"), RestJson.Text(from, "name"), RestJson.Text(from, "artifact_location"));

    private MlflowExperiment? Find(string legal)
    {
        try
        {
            JsonElement answer = client.Get("experiments/get-by-name", new KeyValuePair<string, string>("experiment_name", legal));
            JsonElement found = RestJson.Object(answer, "experiment");
            if (RestJson.Text(found, "lifecycle_stage") == "deleted")
            {
                client.Post("experiments/restore", json => json.WriteString("experiment_id", RestJson.Text(found, "experiment_id")));
            }

            return Read(found);
        }
        catch (MlflowException e) when (e.Code == "mlflow.missing")
        {
            return null;
        }
    }

    private JsonElement AskPage(string token) => client.Post("experiments/search", json =>
    {
        json.WriteNumber("max_results", RestLimits.Page);
        json.WriteString("view_type", "ACTIVE_ONLY");
        if (token.Length > 0)
        {
            json.WriteString("page_token", token);
        }
    });
}
