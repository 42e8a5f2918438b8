using Cairn.Storage;

namespace Cairn.Tests.Cli;

/// <summary>A store in memory that a test fills, with one run of one series unless it wants otherwise.</summary>
internal sealed class FakeRunStore : IRunStore
{
    private long _nextSeriesId = 1;

    public List<RunInfo> Runs { get; } = [];

    public Dictionary<string, string> Parameters { get; } = [];

    /// <summary>Of runs that do not have <see cref="Parameters"/>.</summary>
    public Dictionary<string, Dictionary<string, string>> ParametersOf { get; } = [];

    public Dictionary<string, string> Tags { get; } = [];

    public List<RunEvent> Events { get; } = [];

    public List<SeriesInfo> Series { get; } = [];

    public Dictionary<long, List<SeriesPoint>> Points { get; } = [];

    public Func<string, int, QueryResult> OnQuery { get; set; } = (_, _) => new([], [], false);

    public RunInfo AddRun(
        string id, string experiment = "btc", string name = "first", RunStatus status = RunStatus.Completed)
    {
        var run = new RunInfo
        {
            Id = id,
            Experiment = experiment,
            Name = name,
            Status = status,
            StartedUtc = Some.Now.AddMinutes(-5),
            EndedUtc = status == RunStatus.Running ? null : Some.Now.AddMinutes(-3),
        };
        Runs.Add(run);
        return run;
    }

    public void AddSeries(RunInfo run, string name, params double[] values)
    {
        long id = _nextSeriesId++;
        Points[id] = [];
        Series.Add(new SeriesInfo { Id = id, RunId = run.Id, Name = name, Count = 0 });
        foreach (double value in values)
        {
            AddPoint(name, value);
        }
    }

    public void AddPoint(string name, double value)
    {
        int index = Series.FindLastIndex(series => series.Name == name);
        List<SeriesPoint> points = Points[Series[index].Id];
        points.Add(new SeriesPoint(points.Count, Some.Now.ToUnixTimeMilliseconds() + points.Count, value));
        double[] numbers = points.Select(point => point.Value).Where(number => !double.IsNaN(number)).ToArray();
        Series[index] = Series[index] with
        {
            Count = points.Count,
            NanCount = points.Count - numbers.Length,
            MaxStep = points.Count - 1,
            Last = value,
            Min = numbers.DefaultIfEmpty(double.NaN).Min(),
            Max = numbers.DefaultIfEmpty(double.NaN).Max(),
            StepOfMin = points.FindIndex(point => point.Value == numbers.DefaultIfEmpty(double.NaN).Min()),
            StepOfMax = points.FindIndex(point => point.Value == numbers.DefaultIfEmpty(double.NaN).Max()),
        };
    }

    public void AddEvent(string kind, string message, int level = 2, long? step = null) =>
        Events.Add(new RunEvent(Events.Count + 1, Some.Now, kind, level, step, null, "", message, "{}"));

    public IReadOnlyList<RunInfo> ListRuns(RunFilter? filter = null) =>
    [
        .. Runs.Where(run => filter?.Status is null || run.Status == filter.Status)
            .Where(run => filter?.Experiment is null || run.Experiment == filter.Experiment)
            .Take(filter?.Limit ?? int.MaxValue),
    ];

    public RunInfo? FindRun(string idOrName)
    {
        if (idOrName == "latest")
        {
            return Runs.FirstOrDefault();
        }

        RunInfo[] found = Runs.Where(run => run.Id.StartsWith(idOrName, StringComparison.Ordinal)).ToArray();
        if (found.Length > 1)
        {
            throw new ArgumentException("Several runs.");
        }

        return found.FirstOrDefault() ?? Runs.Find(run => run.Name == idOrName);
    }

    public IReadOnlyDictionary<string, string> ReadParameters(string runId) =>
        ParametersOf.GetValueOrDefault(runId, Parameters);

    public IReadOnlyDictionary<string, string> ReadTags(string runId) => Tags;

    public List<CheckpointMetadata> Checkpoints { get; } = [];

    public IReadOnlyList<RunEvent> ReadEvents(string runId, long afterId = 0, int limit = 1000) =>
        [.. Events.Where(one => one.Id > afterId).Take(limit)];

    public IReadOnlyList<RunEvent> ReadLastEvents(string runId, int count) => [.. Events.TakeLast(count)];

    public IReadOnlyList<SeriesInfo> ListSeries(string runId) => [.. Series.Where(series => series.RunId == runId)];

    public SeriesInfo? FindSeries(string runId, string name) =>
        ListSeries(runId).FirstOrDefault(one => one.Name == name);

    public IEnumerable<SeriesPoint> ReadRange(
        SeriesInfo series, long fromStep = long.MinValue, long toStep = long.MaxValue) =>
        Points[series.Id].Where(point => point.Step >= fromStep && point.Step <= toStep);

    public IEnumerable<SeriesPoint> ReadRecorded(SeriesInfo series, long skip = 0) => Points[series.Id].Skip((int)skip);

    public IReadOnlyList<SeriesPoint> ReadTail(SeriesInfo series, int count) =>
        [.. Points[series.Id].TakeLast(count)];

    public IReadOnlyList<SeriesBucket> ReadDownsampled(
        SeriesInfo series, int maxBuckets, long fromStep = long.MinValue, long toStep = long.MaxValue)
    {
        SeriesPoint[] points = ReadRange(series, fromStep, toStep).ToArray();
        if (points.Length == 0)
        {
            return [];
        }

        int size = (points.Length + maxBuckets - 1) / maxBuckets;
        return [.. points.Chunk(size).Select(Some.Bucket)];
    }

    public List<(MediaInfo Info, byte[] Content)> Media { get; } = [];

    public IReadOnlyList<MediaInfo> ListMedia(string runId, long afterId = 0, int limit = 10_000) =>
        [.. Media.Select(one => one.Info).Where(info => info.Id > afterId).Take(limit)];

    public byte[] ReadMedia(long id) => Media.Find(one => one.Info.Id == id).Content ?? [];

    public IReadOnlyList<string> ListModels() => [.. Checkpoints.Select(one => one.ModelName).Distinct().Order()];

    public IReadOnlyList<CheckpointMetadata> ListCheckpoints(string model) =>
        [.. Checkpoints.Where(one => one.ModelName == model)];

    public CheckpointMetadata? FindCheckpoint(string checkpointId) =>
        Checkpoints.FirstOrDefault(one => one.CheckpointId == checkpointId);

    public CheckpointMetadata? FindBestCheckpoint(string model, string metric, MetricGoal goal) => null;

    public FakePredictionStore Predictions { get; } = new();

    IPredictionStore IRunStore.Predictions => Predictions;

    public IReadOnlyList<JournalInfo> ListJournals() => [];

    public QueryResult Query(string sql, int maxRows = 10_000) => OnQuery(sql, maxRows);

    public void Dispose()
    {
    }
}
