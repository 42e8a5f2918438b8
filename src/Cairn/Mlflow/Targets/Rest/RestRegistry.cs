using System.Globalization;
using System.Text.Json;

namespace Cairn.Mlflow.Targets.Rest;

/// <summary>Registered models of a tracking server. Not thread-safe.</summary>
internal sealed class RestRegistry(RestClient client, RestArtifacts artifacts)
{
    /// <summary>The tag by which a version is found whose making was not answered.</summary>
    private const string KeyTag = "cairn.checkpoint_id";

    /// <inheritdoc cref="IMlflowTarget.RegisterModel"/>
    public string Register(MlflowModelRegistration registration)
    {
        string model = MlflowNames.ToModel(registration.Model), key = MlflowNames.ToModelTagValue(registration.Key);
        Make(model);
        MlflowModelVersion? found = Search(model, []).FirstOrDefault(version => version.Tags.GetValueOrDefault(KeyTag) == key);
        return found?.Version ?? Create(model, key, registration);
    }

    /// <inheritdoc cref="IMlflowTarget.SetAlias"/>
    public void SetAlias(string model, string alias, string version) => client.Post("registered-models/alias", json =>
    {
        json.WriteString("name", MlflowNames.ToModel(model));
        json.WriteString("alias", MlflowNames.ToAlias(alias));
        json.WriteString("version", version);
    });

    /// <inheritdoc cref="IMlflowTarget.ListVersions"/>
    public IReadOnlyList<MlflowModelVersion> ListVersions(string model)
    {
        string legal = MlflowNames.ToModel(model);
        try
        {
            // The search says nothing of aliases.
            JsonElement answer = client.Get("registered-models/get", new KeyValuePair<string, string>("name", legal));
            ILookup<string, string> aliases = RestJson.Array(RestJson.Object(answer, "registered_model"), "aliases")
                .ToLookup(alias => RestJson.Text(alias, "version"), alias => RestJson.Text(alias, "alias"));
            return [.. Search(legal, aliases).OrderByDescending(Number)];
        }
        catch (MlflowException e) when (e.Code == "mlflow.missing")
        {
            return [];
        }
    }

    private static long Number(MlflowModelVersion version) =>
        long.TryParse(version.Version, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private void Make(string model)
    {
        try
        {
            client.Post("registered-models/create", json => json.WriteString("name", model));
        }
        catch (MlflowException e) when (e.ServerCode == "RESOURCE_ALREADY_EXISTS")
        {
            // As it should be after the first version.
        }
    }

    private string Create(string model, string key, MlflowModelRegistration registration)
    {
        try
        {
            return Create(model, key, registration, registration.LoggedModelId);
        }
        catch (MlflowException e) when (registration.LoggedModelId is not null && e.ServerCode == "INVALID_PARAMETER_VALUE")
        {
            return Create(model, key, registration, loggedModelId: null); // better without the link than not at all
        }
    }

    private string Create(string model, string key, MlflowModelRegistration registration, string? loggedModelId)
    {
        string source = $"{artifacts.UriOf(registration.RunId).TrimEnd('/')}/{MlflowNames.ToArtifactPath(registration.ArtifactFolder)}";
        var tags = new Dictionary<string, string>(); // Bounded by the registration
        foreach ((string name, string value) in registration.Tags)
        {
            tags[MlflowNames.ToKey(name)] = MlflowNames.ToModelTagValue(value);
        }

        tags[KeyTag] = key;
        JsonElement answer = client.Post("model-versions/create", json =>
        {
            json.WriteString("name", model);
            json.WriteString("source", source);
            json.WriteString("run_id", registration.RunId);
            RestJson.WritePairs(json, "tags", tags);
            if (loggedModelId is not null)
            {
                json.WriteString("model_id", loggedModelId);
            }
        });
        return RestJson.Text(RestJson.Object(answer, "model_version"), "version");
    }

    private IEnumerable<MlflowModelVersion> Search(string model, IEnumerable<IGrouping<string, string>> aliases)
    {
        var known = aliases.ToDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).ToArray());
        return RestPages.Read(token => AskPage(model, token), "model_versions")
            .Where(version => RestJson.Text(version, "name") == model)
            .Select(version => Read(version, known));
    }

    private JsonElement AskPage(string model, string token) => client.Get(
        "model-versions/search",
        [
            new("filter", SearchText.Equal("name", model)),
            new("max_results", RestLimits.Page.ToString(CultureInfo.InvariantCulture)),
            .. token.Length > 0 ? new KeyValuePair<string, string>[] { new("page_token", token) } : [],
        ]);

    private static MlflowModelVersion Read(JsonElement version, Dictionary<string, string[]> aliases)
    {
        string number = RestJson.Text(version, "version");
        return new MlflowModelVersion(
            RestJson.Text(version, "name"),
            number,
            RestJson.Text(version, "run_id"),
            RestJson.Text(version, "source"),
            aliases.GetValueOrDefault(number, []),
            RestJson.Pairs(version, "tags"));
    }
}
