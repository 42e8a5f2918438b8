using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>
/// What a request must be so that a tracking server takes it and stores what it says. Knows the endpoints that Cairn
/// uses; stricter than
/// a server, which takes some forms with 200 and stores something else.
/// </summary>
internal static partial class RequestRules
{
    private const string Api = "/api/2.0/mlflow/";
    private const string Artifacts = "/api/2.0/mlflow-artifacts/artifacts/";
    private const int LimitBytes = 1_000_000; // proxies refuse more

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // The members of each endpoint; those with ? may be missing.
    private static readonly Dictionary<string, string> Members = new()
    {
        ["GET experiments/get-by-name"] = "experiment_name",
        ["GET experiments/get"] = "experiment_id",
        ["POST experiments/create"] = "name artifact_location? tags?",
        ["POST experiments/restore"] = "experiment_id",
        ["POST experiments/search"] = "max_results view_type? filter? order_by? page_token?",
        ["POST runs/create"] = "experiment_id user_id? run_name? start_time? tags?",
        ["GET runs/get"] = "run_id",
        ["POST runs/search"] = "experiment_ids? filter? run_view_type? max_results? order_by? page_token?",
        ["POST runs/update"] = "run_id status? end_time? run_name?",
        ["POST runs/log-batch"] = "run_id metrics? params? tags?",
        ["POST runs/log-inputs"] = "run_id datasets? models?",
        ["POST runs/outputs"] = "run_id models",
        ["GET metrics/get-history"] = "run_id metric_key max_results page_token?",
        ["GET artifacts/list"] = "run_id path? page_token?",
        ["POST logged-models"] = "experiment_id name source_run_id? model_type? params? tags?",
        ["POST logged-models/search"] = "experiment_ids filter? max_results? order_by? page_token?",
        ["POST logged-models/{id}/params"] = "model_id params",
        ["PATCH logged-models/{id}"] = "model_id status",
        ["POST registered-models/create"] = "name description? tags?",
        ["GET registered-models/get"] = "name",
        ["POST registered-models/alias"] = "name alias version",
        ["GET model-versions/search"] = "filter? max_results? page_token?",
        ["POST model-versions/create"] = "name source run_id? model_id? description? tags?",
    };

    public static bool Knows(HttpAsk ask) => Members.ContainsKey(Route(ask)) || IsFile(ask);

    /// <summary>What is wrong with a request; empty for nothing.</summary>
    public static IEnumerable<string> Faults(HttpAsk ask)
    {
        IEnumerable<string> faults = HeaderFaults(ask).Concat(IsFile(ask) ? PathFaults(ask) : BodyFaults(ask));
        return faults.Select(fault => $"{ask.Method} {ask.Path}: {fault}");
    }

    private static bool IsFile(HttpAsk ask) =>
        ask.Path.StartsWith(Artifacts, StringComparison.Ordinal)
            ? ask.Method is "PUT" or "GET" : ask.Path is "/get-artifact";

    private static string Route(HttpAsk ask) => ask.Path.StartsWith(Api, StringComparison.Ordinal)
        ? $"{ask.Method} {ModelId().Replace(ask.Path[Api.Length..], "{id}")}"
        : ask.Path;

    private static IEnumerable<string> HeaderFaults(HttpAsk ask)
    {
        if (ask.Header("Origin").Length > 0
            || !(ask.Header("Host") + "127.0.0.1").StartsWith("127.0.0.1", StringComparison.Ordinal))
        {
            yield return "a foreign Host or Origin is forbidden";
        }

        if (ask.Header("Content-Encoding").Length > 0)
        {
            yield return "a compressed body is answered with 500";
        }

        if (ask.Method is "POST" or "PATCH" && ask.Header("Content-Type").Split(';')[0] != "application/json")
        {
            yield return $"the content type is '{ask.Header("Content-Type")}'";
        }

        if (ask.Method is "POST" or "PATCH" && ask.Body.Length > LimitBytes)
        {
            yield return $"{ask.Body.Length} bytes";
        }
    }

    private static IEnumerable<string> PathFaults(HttpAsk ask) =>
        Uri.UnescapeDataString(ask.Path).Split('/').Skip(1).Any(part => part is "" or "." or "..")
            ? ["a path that leaves its folder"] : [];

    private static IEnumerable<string> BodyFaults(HttpAsk ask)
    {
        if (!Members.TryGetValue(Route(ask), out string? members))
        {
            return [$"there is no {Route(ask)}"];
        }

        if (ask.Method == "GET")
        {
            return MemberFaults(members, [.. ask.Query.Where(pair => pair.Value.Length > 0).Select(pair => pair.Key)])
                .Concat(ask.Query.TryGetValue("max_results", out string? size) ? PageFaults(size) : []);
        }

        try
        {
            var body = JsonElement.Parse(ask.Body, Strict);
            IEnumerable<JsonProperty> given = body.EnumerateObject()
                .Where(member => member.Value.ToString().Length > 0);
            return MemberFaults(members, [.. given.Select(member => member.Name)])
                .Concat(BodyRules.Faults(body))
                .Concat(IsOfModels(ask) ? BodyRules.ModelFaults(body) : []);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [$"the body counts as empty: {e.Message}"];
        }
    }

    private static bool IsOfModels(HttpAsk ask) =>
        ask.Path.StartsWith(Api + "registered-models/", StringComparison.Ordinal)
        || ask.Path.StartsWith(Api + "model-versions/", StringComparison.Ordinal);

    private static IEnumerable<string> PageFaults(string size) =>
        int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? [] : [$"max_results {size}"];

    private static IEnumerable<string> MemberFaults(string members, string[] given)
    {
        string[] known = [.. members.Split(' ').Select(member => member.TrimEnd('?'))];
        IEnumerable<string> required = members.Split(' ').Where(member => !member.EndsWith('?'));
        return given.Except(known).Select(name => $"unknown member {name}")
            .Concat(required.Except(given).Select(name => $"{name} is missing"));
    }

    [GeneratedRegex("m-[0-9a-f]{32}")]
    private static partial Regex ModelId();
}
