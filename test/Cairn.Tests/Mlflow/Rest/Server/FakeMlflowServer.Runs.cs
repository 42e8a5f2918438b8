using System.Globalization;
using System.Text.Json;
using Cairn.Mlflow;

namespace Cairn.Tests.Mlflow.Rest.Server;

/// <summary>Experiments and runs.</summary>
internal sealed partial class FakeMlflowServer
{
    private readonly List<(string Id, string Name)> _experiments = [("0", "Default")];
    private readonly HashSet<string> _deletedExperiments = [];

    public Dictionary<string, FakeRun> Runs { get; } = [];

    public void DeleteExperiment(string id) => _deletedExperiments.Add(id);

    private Dictionary<string, Func<HttpAsk, object>> RunRoutes() => new()
    {
        ["GET experiments/get-by-name"] = ask => new { experiment = Experiment(entry => entry.Name == ask.Query["experiment_name"]) },
        ["GET experiments/get"] = ask => new { experiment = Experiment(entry => entry.Id == ask.Query["experiment_id"]) },
        ["POST experiments/create"] = CreateExperiment,
        ["POST experiments/restore"] = ask =>
        {
            _deletedExperiments.Remove(Required(ask.Json, "experiment_id"));
            return new { };
        },
        ["POST experiments/search"] = SearchExperiments,
        ["POST runs/create"] = CreateRun,
        ["GET runs/get"] = ask => new { run = Json(Run(ask.Query["run_id"])) },
        ["POST runs/search"] = SearchRuns,
        ["POST runs/update"] = UpdateRun,
        ["POST runs/log-batch"] = LogBatch,
        ["POST runs/log-inputs"] = LogInputs,
        ["GET metrics/get-history"] = ReadHistory,
        ["GET artifacts/list"] = ListArtifacts,
    };

    private object CreateExperiment(HttpAsk ask)
    {
        string name = Required(ask.Json, "name");
        if (_experiments.Any(entry => entry.Name == name))
        {
            throw FakeRefusal.Exists($"Experiment(name={name}) already exists.");
        }

        if (name.Length > 500)
        {
            throw FakeRefusal.Of("'name' exceeds the maximum length of 500 characters");
        }

        _experiments.Add(($"{_experiments.Count}", name));
        return new { experiment_id = _experiments[^1].Id };
    }

    private object Experiment(Func<(string Id, string Name), bool> isIt)
    {
        (string id, string name) = _experiments.FirstOrDefault(isIt);
        return id is null
            ? throw FakeRefusal.Missing("Could not find the experiment")
            : new
            {
                experiment_id = id,
                name,
                artifact_location = $"mlflow-artifacts:/{id}",
                lifecycle_stage = _deletedExperiments.Contains(id) ? "deleted" : "active",
            };
    }

    private object SearchExperiments(HttpAsk ask)
    {
        IEnumerable<(string Id, string Name)> active = _experiments.Where(entry => !_deletedExperiments.Contains(entry.Id)).Reverse();
        (IReadOnlyList<(string Id, string Name)> page, string? next) = Page(active, PageSize(ask.Json, 50_000), Text(ask.Json, "page_token"));
        return new { experiments = page.Select(entry => Experiment(other => other == entry)), next_page_token = next ?? "" };
    }

    private object CreateRun(HttpAsk ask)
    {
        string experiment = Required(ask.Json, "experiment_id");
        _ = Experiment(entry => entry.Id == experiment);
        var run = new FakeRun(Guid.NewGuid().ToString("N"), experiment)
        {
            Name = Text(ask.Json, "run_name"),
            User = Text(ask.Json, "user_id"),
            StartMs = Whole(ask.Json, "start_time"),
        };
        Set(run.Tags, ask.Json, "tags", 8000);
        if (run.Tags.TryGetValue("mlflow.runName", out string? other) && other != run.Name)
        {
            throw FakeRefusal.Of("Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values.");
        }

        run.Tags["mlflow.runName"] = run.Name;
        Runs.Add(run.Id, run);
        return new { run = Json(run) };
    }

    private object SearchRuns(HttpAsk ask)
    {
        string[] experiments = [.. Items(ask.Json, "experiment_ids").Select(id => id.GetString()!)];
        Func<MlflowRun, bool> filter = FakeSearch.Parse(Text(ask.Json, "filter"));
        IOrderedEnumerable<FakeRun> found = Runs.Values
            .Where(run => !run.IsDeleted && experiments.Contains(run.Experiment) && filter(Record(run)))
            .OrderByDescending(run => run.StartMs).ThenBy(run => run.Id, StringComparer.Ordinal);
        (IReadOnlyList<FakeRun> page, string? next) = Page(found, PageSize(ask.Json, 50_000), Text(ask.Json, "page_token"));
        return new { runs = page.Select(Json), next_page_token = next ?? "" };
    }

    private object UpdateRun(HttpAsk ask)
    {
        FakeRun run = Active(Required(ask.Json, "run_id"));
        string status = Required(ask.Json, "status");
        run.Status = status is "RUNNING" or "SCHEDULED" or "FINISHED" or "FAILED" or "KILLED"
            ? status
            : throw FakeRefusal.Of("An unknown status is ignored.");
        run.EndMs = ask.Json.TryGetProperty("end_time", out _) ? Whole(ask.Json, "end_time") : run.EndMs;
        return new { run_info = new { run_id = run.Id } };
    }

    private object LogBatch(HttpAsk ask)
    {
        FakeRun run = Active(Required(ask.Json, "run_id"));
        int[] counts = [Items(ask.Json, "metrics").Count(), Items(ask.Json, "params").Count(), Items(ask.Json, "tags").Count()];
        if (counts[0] > 1000 || counts[1] > 100 || counts[2] > 100 || counts.Sum() > 1000 || ask.Body.Length > 1_000_000)
        {
            throw FakeRefusal.Of("A batch logging request can contain at most 1000 metrics, 100 params, 100 tags.");
        }

        Action takeBack = run.Snapshot();
        try
        {
            LogAll(run, ask.Json);
            return new { };
        }
        catch (FakeRefusal)
        {
            takeBack();
            throw;
        }
    }

    private static void LogAll(FakeRun run, JsonElement batch)
    {
        foreach (JsonElement metric in Items(batch, "metrics"))
        {
            long time = Whole(metric, "timestamp");
            run.Points.Add((Legal(Required(metric, "key")), Whole(metric, "step"), time < 0 ? throw FakeRefusal.Of("timestamp") : time, Number(metric)));
        }

        string[] keys = [.. Items(batch, "params").Select(pair => Text(pair, "key"))];
        if (keys.Distinct().Count() < keys.Length)
        {
            throw FakeRefusal.Of("Duplicate parameter keys have been submitted.");
        }

        var parameters = new Dictionary<string, string>();
        Set(parameters, batch, "params", 6000);
        foreach ((string key, string value) in parameters)
        {
            if (run.Parameters.TryGetValue(key, out string? old) && old != value)
            {
                throw FakeRefusal.Of($"Changing param values is not allowed. Params were already logged='[{{'key': '{key}'}}]'");
            }

            run.Parameters[key] = value;
        }

        Set(run.Tags, batch, "tags", 8000);
    }

    private object LogInputs(HttpAsk ask)
    {
        FakeRun run = Active(Required(ask.Json, "run_id"));
        foreach (JsonElement dataset in Items(ask.Json, "datasets").Select(input => input.GetProperty("dataset")))
        {
            string digest = Required(dataset, "digest");
            run.Inputs.Add(digest.Length <= 36 ? $"{Required(dataset, "name")} {digest}" : throw FakeRefusal.Of("'digest' exceeds 36"));
            _ = JsonElement.Parse(Required(dataset, "source"));
        }

        return new { };
    }

    private object ReadHistory(HttpAsk ask)
    {
        int size = int.Parse(ask.Query["max_results"], CultureInfo.InvariantCulture);
        IEnumerable<(string, long, long, double)> points = Runs.TryGetValue(ask.Query["run_id"], out FakeRun? run)
            ? run.Points.Where(point => point.Key == ask.Query["metric_key"]).OrderBy(point => point.TimeMs).ThenBy(point => point.Step)
            : Enumerable.Empty<(string, long, long, double)>();
        (IReadOnlyList<(string, long, long, double)>? page, string? next) = Page(points, size, ask.Query.GetValueOrDefault("page_token", ""));
        return next is null ? new { metrics = page.Select(Json) } : new { metrics = page.Select(Json), next_page_token = next };
    }

    private FakeRun Run(string id) =>
        Runs.TryGetValue(id, out FakeRun? run) ? run : throw FakeRefusal.Missing($"Run with id={id} not found");

    private FakeRun Active(string id) => Run(id) is { IsDeleted: false } run
        ? run
        : throw FakeRefusal.Of($"The run {id} must be in the 'active' state. Current state is deleted.");

    private static void Set(Dictionary<string, string> pairs, JsonElement from, string name, int limit)
    {
        foreach (JsonElement pair in Items(from, name))
        {
            pairs[Legal(Required(pair, "key"))] = Cut(pair.GetProperty("value").GetString()!, limit);
        }
    }

    private static double Number(JsonElement metric) => metric.GetProperty("value") switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        var text => text.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.MaxValue,
            "-Infinity" => double.MinValue,
            var other => throw FakeRefusal.Of($"Invalid value \"{other}\" for parameter 'value' supplied."),
        },
    };

    private static object Json((string Key, long Step, long TimeMs, double Value) point) => new
    {
        key = point.Key,
        value = double.IsNaN(point.Value) ? (object)"NaN" : point.Value,
        timestamp = point.TimeMs,
        step = point.Step,
    };

    private static object Json(FakeRun run) => new
    {
        info = new
        {
            run_uuid = run.Id,
            run_id = run.Id,
            experiment_id = run.Experiment,
            run_name = run.Name,
            user_id = run.User,
            status = run.Status,
            start_time = run.StartMs,
            end_time = run.EndMs,
            artifact_uri = run.ArtifactUri,
            lifecycle_stage = run.IsDeleted ? "deleted" : "active",
        },
        data = new { metrics = Latest(run).Select(Json), @params = Pairs(run.Parameters), tags = Pairs(run.Tags) },
    };

    private static IEnumerable<(string Key, long Step, long TimeMs, double Value)> Latest(FakeRun run) =>
        run.Points.GroupBy(point => point.Key).Select(points => points.MaxBy(point => (point.Step, point.TimeMs, point.Value)));

    private static MlflowRun Record(FakeRun run) => new()
    {
        Id = run.Id,
        ExperimentId = run.Experiment,
        Name = run.Name,
        Status = Enum.Parse<MlflowRunStatus>(run.Status, ignoreCase: true),
        StartedUtc = DateTimeOffset.FromUnixTimeMilliseconds(run.StartMs),
        ArtifactUri = run.ArtifactUri,
        Parameters = run.Parameters,
        Tags = run.Tags,
        Metrics = Latest(run).ToDictionary(point => point.Key, point => new MlflowPoint(point.Step, point.TimeMs, point.Value)),
    };
}
