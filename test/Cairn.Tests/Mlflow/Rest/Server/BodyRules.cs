using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>What the values in a request's body must be.</summary>
internal static partial class BodyRules
{
    private const int MetricLimit = 1000;
    private const int PairLimit = 100;

    /// <summary>What is wrong with a body; empty for nothing.</summary>
    public static IEnumerable<string> Faults(JsonElement body) =>
        Values("", body).Concat(Counts(body)).Concat(Doubles(body)).Concat(Names(body));

    /// <summary>What is wrong with the name of a registered model; those of experiments may hold more.</summary>
    public static IEnumerable<string> ModelFaults(JsonElement body) =>
        body.TryGetProperty("name", out JsonElement name) && name.ToString().AsSpan().ContainsAny('/', ':')
            ? ["the name of a model holds / or :"] : [];

    private static IEnumerable<string> Values(string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object =>
            value.EnumerateObject().SelectMany(member => Values($"{path}.{member.Name}", member.Value))
            .Concat(path is ".metrics[]"
                ? MetricFaults(value) : path is ".params[]" or ".tags[]" ? PairFaults(value) : []),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Values($"{path}[]", item)),
        JsonValueKind.Null => [$"{path} is null"],
        _ => IsFine(path, value) ? [] : [$"{path} is {value.GetRawText()[..Math.Min(80, value.GetRawText().Length)]}"],
    };

    private static IEnumerable<string> MetricFaults(JsonElement metric)
    {
        string[] expected = ["key", "value", "timestamp", "step"];
        string[] optional = ["model_id", "dataset_name", "dataset_digest"];
        string[] given = [.. metric.EnumerateObject().Select(member => member.Name)];
        return expected.Except(given).Select(name => $"a metric without {name}")
            .Concat(given.Except(expected).Except(optional).Select(name => $"a metric with {name}"));
    }

    private static IEnumerable<string> PairFaults(JsonElement pair) =>
        pair.EnumerateObject().Select(member => member.Name).Order().SequenceEqual(["key", "value"])
            ? [] : [$"the pair {pair}"];

    private static bool IsFine(string path, JsonElement value) => path switch
    {
        ".metrics[].value" => IsNumber(value),
        ".metrics[].step" or ".models[].step" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        ".metrics[].timestamp" or ".start_time" or ".end_time" =>
            value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long time) && time >= 0,
        ".metrics[].key" or ".params[].key" or ".tags[].key" => IsText(value, 1, 250) && IsKey(value.GetString()!),
        ".params[].value" => IsText(value, 0, 6000),
        ".tags[].value" => IsText(value, 0, 8000),
        ".name" or ".run_name" => IsText(value, 1, 500),
        ".user_id" => IsText(value, 0, 256),
        ".datasets[].dataset.digest" => IsText(value, 1, 36),
        ".datasets[].dataset.name" => IsText(value, 1, 500),
        ".status" => value.ValueKind == JsonValueKind.String && Statuses.Contains(value.GetString()),
        ".max_results" =>
            value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int size) && size is > 0 and <= 50_000,
        ".alias" => IsText(value, 1, 255) && !ReservedAlias().IsMatch(value.GetString()!),
        _ => value.ValueKind == JsonValueKind.String || path.Contains("[].", StringComparison.Ordinal),
    };

    private static readonly string[] Statuses =
        ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED", "LOGGED_MODEL_READY"];

    private static IEnumerable<string> Counts(JsonElement body)
    {
        int metrics = Count(body, "metrics"), parameters = Count(body, "params"), tags = Count(body, "tags");
        if (metrics > MetricLimit || parameters > PairLimit || tags > PairLimit
            || metrics + parameters + tags > MetricLimit)
        {
            yield return $"{metrics} metrics, {parameters} parameters and {tags} tags";
        }

        if (body.TryGetProperty("datasets", out JsonElement datasets)
            && datasets.EnumerateArray().Any(input => !input.GetProperty("dataset").TryGetProperty("digest", out _)))
        {
            yield return "a data set without digest";
        }
    }

    private static IEnumerable<string> Doubles(JsonElement body)
    {
        string[] keys =
            [.. Items(body, "params")
                .Select(pair => pair.TryGetProperty("key", out JsonElement key) ? key.ToString() : "")];
        return keys.Length == keys.Distinct().Count() ? [] : ["a parameter twice"];
    }

    private static IEnumerable<string> Names(JsonElement body)
    {
        IEnumerable<JsonElement> names = Items(body, "tags")
            .Where(tag => tag.TryGetProperty("key", out JsonElement key) && key.ValueEquals("mlflow.runName"));
        if (body.TryGetProperty("run_name", out JsonElement name)
            && names.Any(tag => tag.GetProperty("value").GetString() != name.GetString()))
        {
            yield return "two names of the run";
        }
    }

    private static bool IsNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => double.IsFinite(value.GetDouble()),
        JsonValueKind.String => value.GetString() is "NaN" or "Infinity" or "-Infinity",
        _ => false,
    };

    private static bool IsText(JsonElement value, int least, int limit) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Length >= least
            && value.GetString()!.Length <= limit;

    private static bool IsKey(string key) =>
        KeyText().IsMatch(key) && !key.StartsWith("..", StringComparison.Ordinal)
            && key.Split('/').All(part => part is not ("" or "." or ".."));

    private static int Count(JsonElement body, string name) => Items(body, name).Count();

    private static JsonElement.ArrayEnumerator Items(JsonElement from, string name) =>
        from.TryGetProperty(name, out JsonElement items) ? items.EnumerateArray() : default;

    [GeneratedRegex(@"\A[/\w.\- :]+\z")]
    private static partial Regex KeyText();

    [GeneratedRegex(@"\A(latest|v\d+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex ReservedAlias();
}
