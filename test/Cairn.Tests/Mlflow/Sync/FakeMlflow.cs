using System.Text;
using Cairn.Mlflow;
using Cairn.Mlflow.Targets;

namespace Cairn.Tests.Mlflow.Sync;

/// <summary>
/// An MLflow in memory that fails when it is told to, before a call has had its effect or after. Safe for any number of
/// threads, as a server is.
/// </summary>
internal sealed class FakeMlflow : IMlflowTarget
{
    private readonly Lock _gate = new();
    private int _calls;
    private int _nextId = 1;

    public Dictionary<string, MlflowExperiment> Experiments { get; } = [];

    public Dictionary<string, MlflowRun> Runs { get; } = [];

    public Dictionary<(string Run, string Key), List<MlflowPoint>> Points { get; } = [];

    public Dictionary<(string Run, string Path), byte[]> Artifacts { get; } = [];

    public List<MlflowDataset> Datasets { get; } = [];

    public List<MlflowModelVersion> Versions { get; } = [];

    public List<string> LoggedModels { get; } = [];

    /// <summary>Asked before each call: what it fails with; null when it goes well.</summary>
    public Func<int, MlflowException?> FailBefore { get; set; } = _ => null;

    /// <summary>Asked after each call has had its effect.</summary>
    public Func<int, MlflowException?> FailAfter { get; set; } = _ => null;

    /// <summary>No run of this experiment is taken.</summary>
    public string? RefusedExperiment { get; set; }

    /// <summary>How it fails with a run of this name, whatever it does with others.</summary>
    public (string Name, Func<Exception> Fault)? BadRun { get; set; }

    /// <summary>As a server that keeps files elsewhere.</summary>
    public bool RefusesFiles { get; set; }

    public int Calls => _calls;

    public string Location => "memory";

    public static MlflowException Unreachable() =>
        new("mlflow.unreachable", "memory", "The server does not answer.", isTransient: true);

    public static MlflowException Unauthorized() =>
        new("mlflow.unauthorized", "memory", "The server wants a password.", isTransient: false);

    public static MlflowException Refused() =>
        new("mlflow.refused", "memory", "The server does not take it.", isTransient: false);

    public void Clear()
    {
        Experiments.Clear();
        Runs.Clear();
        Points.Clear();
        Artifacts.Clear();
        Datasets.Clear();
        Versions.Clear();
        LoggedModels.Clear();
    }

    public MlflowRun Single() => Assert.Single(Runs.Values);

    public double[] ValuesOf(string key) => [.. Points[(Single().Id, key)].Select(point => point.Value)];

    public string TextOf(string path) => Encoding.UTF8.GetString(Artifacts[(Single().Id, path)]);

    public MlflowExperiment GetOrCreateExperiment(string name) => Call(() =>
    {
        if (name == RefusedExperiment)
        {
            throw Refused();
        }

        if (!Experiments.TryGetValue(name, out MlflowExperiment? experiment))
        {
            experiment = new MlflowExperiment($"{_nextId++}", name, "memory:/" + name);
            Experiments[name] = experiment;
        }

        return experiment;
    });

    public IEnumerable<MlflowExperiment> ListExperiments() => Call(() => Experiments.Values.ToArray());

    public MlflowRun GetOrCreateRun(MlflowRunStart start) => Call(() =>
    {
        if (BadRun is { } bad && start.Name == bad.Name)
        {
            throw bad.Fault();
        }

        if (Runs.Values.FirstOrDefault(run => run.Tags.GetValueOrDefault("cairn.run_id") == start.Key) is { } known)
        {
            return known;
        }

        string id = $"run{_nextId++}";
        Runs[id] = new MlflowRun
        {
            Id = id,
            ExperimentId = start.ExperimentId,
            Name = start.Name,
            Status = MlflowRunStatus.Running,
            StartedUtc = DateTimeOffset.FromUnixTimeMilliseconds(start.StartMs),
            ArtifactUri = "memory:/" + id,
            Parameters = new Dictionary<string, string>(),
            Tags = new Dictionary<string, string>(start.Tags) { ["cairn.run_id"] = start.Key },
            Metrics = new Dictionary<string, MlflowPoint>(),
        };
        return Runs[id];
    });

    public MlflowRun? FindRun(string runId) => Call(() => Runs.GetValueOrDefault(runId));

    public IEnumerable<MlflowRun> SearchRuns(string experimentId, string filter = "") =>
        Call(() => Runs.Values.Where(run => run.ExperimentId == experimentId).Reverse().ToArray());

    public void UpdateRun(string runId, MlflowRunStatus status, long? endMs) => Call(() => Runs[runId] = Of(runId) with
    {
        Status = status,
        EndedUtc = endMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
    });

    public void LogBatch(string runId, MlflowBatch batch) => Call(() =>
    {
        MlflowRun run = Of(runId);
        var metrics = new Dictionary<string, MlflowPoint>(run.Metrics);
        foreach (MlflowMetric metric in batch.Metrics)
        {
            List<MlflowPoint> points = Points.TryGetValue((runId, metric.Key), out List<MlflowPoint>? known) ? known : [];
            Points[(runId, metric.Key)] = points;
            if (!points.Contains(metric.Point))
            {
                points.Add(metric.Point);
            }

            metrics[metric.Key] = metric.Point;
        }

        var parameters = new Dictionary<string, string>(run.Parameters);
        var tags = new Dictionary<string, string>(run.Tags);
        foreach ((string key, string value) in batch.Parameters)
        {
            if (!parameters.TryAdd(key, value) && parameters[key] != value)
            {
                tags[MlflowNames.ChangedParameter + key] = value;
            }
        }

        foreach ((string key, string value) in batch.Tags)
        {
            tags[key] = value;
        }

        return Runs[runId] = run with { Parameters = parameters, Tags = tags, Metrics = metrics };
    });

    public void LogInputs(string runId, IReadOnlyList<MlflowDataset> datasets) => Call(() =>
    {
        Datasets.AddRange(datasets.Except(Datasets));
        return 0;
    });

    public IEnumerable<MlflowPoint> ReadHistory(string runId, string key) =>
        Call(() => Points.GetValueOrDefault((runId, key))?.ToArray() ?? []);

    public void UploadArtifact(string runId, string path, Func<Stream> open) => Call(() =>
    {
        if (RefusesFiles)
        {
            throw Refused();
        }

        try
        {
            using Stream content = open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return Artifacts[(Of(runId).Id, path)] = copy.ToArray();
        }
        catch (IOException error)
        {
            throw SourceFault.Of(Location, error); // as all targets do
        }
    });

    public IReadOnlyList<MlflowArtifact> ListArtifacts(string runId, string folder = "") => Call(() => Artifacts
        .Where(one => one.Key.Run == runId && one.Key.Path.StartsWith(folder, StringComparison.Ordinal))
        .Select(one => new MlflowArtifact(one.Key.Path, false, one.Value.Length))
        .ToArray());

    public Stream OpenArtifact(string runId, string path) => Call(() => new MemoryStream(Artifacts[(runId, path)]));

    public string RegisterModel(MlflowModelRegistration registration) => Call(() =>
    {
        MlflowModelVersion[] own = [.. Versions.Where(version => version.Model == registration.Model)];
        if (own.FirstOrDefault(version => version.Tags["cairn.checkpoint_id"] == registration.Key) is { } known)
        {
            return known.Version;
        }

        var tags = new Dictionary<string, string>(registration.Tags) { ["cairn.checkpoint_id"] = registration.Key };
        Versions.Add(new MlflowModelVersion(
            registration.Model, $"{own.Length + 1}", registration.RunId, registration.ArtifactFolder, [], tags));
        return $"{own.Length + 1}";
    });

    public void SetAlias(string model, string alias, string version) => Call(() =>
    {
        for (int i = 0; i < Versions.Count; i++)
        {
            MlflowModelVersion one = Versions[i];
            if (one.Model == model)
            {
                IEnumerable<string> others = one.Aliases.Where(known => known != alias);
                Versions[i] = one with { Aliases = one.Version == version ? [.. others, alias] : [.. others] };
            }
        }

        return 0;
    });

    public IReadOnlyList<MlflowModelVersion> ListVersions(string model) =>
        Call(() => Versions.Where(version => version.Model == model).Reverse().ToArray());

    public string? LogModel(
        string runId, string name, string artifactFolder, IReadOnlyDictionary<string, string> parameters) => Call(() =>
    {
        if (!LoggedModels.Contains(name))
        {
            LoggedModels.Add(name);
        }

        return "m-" + name;
    });

    public void Dispose()
    {
        // It goes on, as a server does.
    }

    private MlflowRun Of(string id) => Runs.GetValueOrDefault(id)
        ?? throw new MlflowException("mlflow.missing", "memory", $"There is no run {id}.", isTransient: false);

    private T Call<T>(Func<T> effect)
    {
        lock (_gate)
        {
            int call = _calls++;
            if (FailBefore(call) is { } before)
            {
                throw before;
            }

            T result = effect();
            return FailAfter(call) is { } after ? throw after : result;
        }
    }
}
