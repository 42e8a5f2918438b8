using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>
/// A tracking server in memory with MLflow's rules: what it refuses is refused, what is immutable stays. Stricter than MLflow
/// where that takes a request with 200 and stores something else.
/// </summary>
internal sealed partial class FakeMlflowServer : IDisposable
{
    private const string Api = "/api/2.0/mlflow/";
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts/";

    private readonly Dictionary<string, Func<HttpAsk, object>> _routes;
    private readonly ScriptedServer _server;

    public FakeMlflowServer()
    {
        _routes = new(RunRoutes().Concat(ModelRoutes()));
        _server = new ScriptedServer(Intercept);
    }

    public Uri Address => _server.Address;

    public IReadOnlyCollection<HttpAsk> Asked => _server.Asked;

    /// <summary>Stands between client and server: may answer instead, or answer otherwise after the server did its work.</summary>
    public Func<HttpAsk, Func<HttpReply>, HttpReply> Fault { get; set; } = (_, answer) => answer();

    /// <exception cref="Xunit.Sdk.XunitException">A request was none that a server takes as it is meant.</exception>
    public void Dispose()
    {
        _server.Dispose();
        Assert.Empty(_server.Asked.SelectMany(RequestRules.Faults));
    }

    private HttpReply Intercept(HttpAsk ask) => Fault(ask, () => Answer(ask));

    private HttpReply Answer(HttpAsk ask)
    {
        try
        {
            if (ask.Path.StartsWith(Artifacts, StringComparison.Ordinal))
            {
                return AnswerFile(ask, Uri.UnescapeDataString(ask.Path[Artifacts.Length..]));
            }

            string route = $"{ask.Method} {(ask.Path.StartsWith(Api, StringComparison.Ordinal) ? ask.Path[Api.Length..] : ask.Path)}";
            string known = ModelId().Replace(route, "{id}");
            return _routes.TryGetValue(known, out Func<HttpAsk, object>? answer)
                ? HttpReply.Json(JsonSerializer.Serialize(answer(ask)))
                : HttpReply.Html("<!doctype html><title>404 Not Found</title>", 404);
        }
        catch (FakeRefusal e)
        {
            return HttpReply.Error(e.Status, e.ErrorCode, e.Message);
        }
    }

    private static string Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    private static string Required(JsonElement from, string name) => Text(from, name) is { Length: > 0 } text
        ? text
        : throw FakeRefusal.Of($"Missing value for required parameter '{name}'.");

    private static long Whole(JsonElement from, string name) => from.GetProperty(name).TryGetInt64(out long whole)
        ? whole
        : throw FakeRefusal.Of($"'{name}' is stored as 0.");

    private static JsonElement.ArrayEnumerator Items(JsonElement from, string name) =>
        from.TryGetProperty(name, out JsonElement items) ? items.EnumerateArray() : default;

    private static int PageSize(JsonElement body, int limit) =>
        body.TryGetProperty("max_results", out JsonElement size) && size.GetInt32() is var count && count > 0 && count <= limit
            ? count
            : throw FakeRefusal.Of("Invalid value for parameter 'max_results' supplied.");

    // Offsets as tokens, as MLflow has them in base64.
    private static (IReadOnlyList<T> Page, string? Next) Page<T>(IEnumerable<T> all, int size, string token)
    {
        int offset = token.Length == 0 ? 0 : int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
        T[] rest = [.. all.Skip(offset).Take(size + 1)];
        return ([.. rest.Take(size)], rest.Length > size ? $"{offset + size}" : null);
    }

    private static IEnumerable<object> Pairs(IReadOnlyDictionary<string, string> pairs) =>
        pairs.Select(pair => new { key = pair.Key, value = pair.Value });

    private static string Legal(string key)
    {
        bool isText = key.Length <= 250 && key.All(character => char.IsLetterOrDigit(character) || "_-. :/".Contains(character));
        bool isPath = key.Split('/').All(part => part is not ("" or "." or "..")) && !key.StartsWith("..", StringComparison.Ordinal);
        return isText && isPath ? key : throw FakeRefusal.Of($"Invalid value \"{key}\" for parameter 'name' supplied.");
    }

    private static string Cut(string text, int limit) => text.Length <= limit ? text : text[..limit];

    [GeneratedRegex("m-[0-9a-f]{32}")]
    private static partial Regex ModelId();
}
