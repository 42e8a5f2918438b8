using System.Text.Json;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>Files and models.</summary>
internal sealed partial class FakeMlflowServer
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FakeVersion>> _models = [];
    private readonly Dictionary<string, FakeLoggedModel> _loggedModels = [];

    /// <summary>False for a server before version 3.</summary>
    public bool HasLoggedModels { get; set; } = true;

    public IReadOnlyDictionary<string, FakeLoggedModel> LoggedModels => _loggedModels;

    private Dictionary<string, Func<HttpAsk, object>> ModelRoutes() => new()
    {
        ["POST registered-models/create"] = CreateModel,
        ["GET registered-models/get"] = ask => new
        {
            registered_model = new
            {
                name = ask.Query["name"],
                aliases = Versions(ask.Query["name"]).SelectMany(
                    version => version.Aliases.Select(alias => new { alias, version = version.Number })),
            },
        },
        ["POST registered-models/alias"] = SetAlias,
        ["POST model-versions/create"] = CreateVersion,
        ["GET model-versions/search"] = SearchVersions,
        ["POST logged-models"] = CreateLoggedModel,
        ["POST logged-models/search"] = ask => new { models = LoggedModel(ask) },
        ["POST logged-models/{id}/params"] = ask =>
        {
            Set(_loggedModels[Required(ask.Json, "model_id")].Parameters, ask.Json, "params", 500);
            return new { };
        },
        ["PATCH logged-models/{id}"] = ask =>
        {
            _loggedModels[Required(ask.Json, "model_id")].Status = Required(ask.Json, "status");
            return new { model = new { info = new { } } };
        },
        ["POST runs/outputs"] = ask =>
        {
            _ = Active(Required(ask.Json, "run_id"));
            return new { };
        },
        ["GET /get-artifact"] = _ => throw FakeRefusal.Missing("No such artifact"),
    };

    private HttpReply AnswerFile(HttpAsk ask, string path)
    {
        if (path.Split('/').Contains(".."))
        {
            throw FakeRefusal.Of("Invalid path");
        }

        if (ask.Method == "PUT")
        {
            _files[path] = ask.Header("Transfer-Encoding").Length == 0 ? ask.Body : throw FakeRefusal.Of("chunked");
            return HttpReply.Json("{}");
        }

        return _files.TryGetValue(path, out byte[]? content)
            ? new HttpReply(200, "application/octet-stream", content)
            : throw FakeRefusal.Missing($"No such artifact: '{path}'");
    }

    private object ListArtifacts(HttpAsk ask)
    {
        FakeRun run = Run(ask.Query["run_id"]);
        string root = $"{run.Experiment}/{run.Id}/artifacts/", folder = ask.Query.GetValueOrDefault("path", "");
        string prefix = root + (folder.Length == 0 ? "" : folder + "/");
        IEnumerable<string> names = _files.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(path => prefix + path[prefix.Length..].Split('/')[0]).Distinct();
        return new { root_uri = run.ArtifactUri, files = names.Select(path => File(path, path[root.Length..])) };
    }

    private object File(string path, string shown) => _files.TryGetValue(path, out byte[]? content)
        ? new { path = shown, is_dir = false, file_size = content.Length }
        : new { path = shown, is_dir = true };

    private object CreateModel(HttpAsk ask)
    {
        string name = Required(ask.Json, "name");
        if (name.AsSpan().ContainsAny('/', ':'))
        {
            throw FakeRefusal.Of($"Invalid model name '{name}'. Names cannot contain '/' or ':'.");
        }

        return _models.TryAdd(name, []) ? new { } : throw FakeRefusal.Exists($"Registered Model (name={name}) already exists.");
    }

    private object SetAlias(HttpAsk ask)
    {
        List<FakeVersion> versions = Versions(Required(ask.Json, "name"));
        string alias = Required(ask.Json, "alias");
        if (alias is "latest" or "v1")
        {
            throw FakeRefusal.Of($"Version alias name '{alias}' is reserved.");
        }

        versions.ForEach(version => version.Aliases.Remove(alias));
        versions.Single(version => version.Number == Required(ask.Json, "version")).Aliases.Add(alias);
        return new { };
    }

    private object CreateVersion(HttpAsk ask)
    {
        List<FakeVersion> versions = Versions(Required(ask.Json, "name"));
        var version = new FakeVersion($"{versions.Count + 1}", Required(ask.Json, "source"), Required(ask.Json, "run_id"));
        Set(version.Tags, ask.Json, "tags", 5000);
        versions.Add(version);
        return new { model_version = Json(Required(ask.Json, "name"), version) };
    }

    private object SearchVersions(HttpAsk ask)
    {
        string name = ask.Query["filter"]["name = '".Length..^1];
        int size = int.Parse(ask.Query["max_results"], System.Globalization.CultureInfo.InvariantCulture);
        (IReadOnlyList<FakeVersion>? page, string? next) = Page(_models.GetValueOrDefault(name, []), size, ask.Query.GetValueOrDefault("page_token", ""));
        return new { model_versions = page.Select(version => Json(name, version)), next_page_token = next ?? "" };
    }

    private List<FakeVersion> Versions(string model) => _models.TryGetValue(model, out List<FakeVersion>? versions)
        ? versions
        : throw FakeRefusal.Missing($"Registered Model with name={model} not found");

    private object CreateLoggedModel(HttpAsk ask)
    {
        RequireLoggedModels();
        var model = new FakeLoggedModel($"m-{Guid.NewGuid():N}", Required(ask.Json, "name"), Required(ask.Json, "source_run_id"));
        _loggedModels.Add(model.Id, model);
        return new { model = Json(model) };
    }

    private IEnumerable<object> LoggedModel(HttpAsk ask)
    {
        RequireLoggedModels();
        _ = PageSize(ask.Json, 1000);
        return _loggedModels.Values.Where(model => Text(ask.Json, "filter") == $"name = '{model.Name}'").Select(Json);
    }

    private void RequireLoggedModels()
    {
        if (!HasLoggedModels)
        {
            throw new FakeRefusal(404, "", "Not Found");
        }
    }

    private static object Json(string model, FakeVersion version) => new
    {
        name = model,
        version = version.Number,
        source = version.Source,
        run_id = version.RunId,
        tags = Pairs(version.Tags),
    };

    private static object Json(FakeLoggedModel model) => new
    {
        info = new { model_id = model.Id, name = model.Name, source_run_id = model.RunId, status = model.Status },
    };
}
