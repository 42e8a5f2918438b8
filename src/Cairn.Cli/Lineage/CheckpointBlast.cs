using Cairn.Storage;
using Cairn.Storage.Sqlite;

namespace Cairn.Cli.Lineage;

/// <summary>What a checkpoint predicted. Single predictions are read when they are asked for. Not thread-safe.</summary>
internal sealed class CheckpointBlast
{
    private const int LastShown = 5;

    private readonly IPredictionStore _store;
    private readonly string _id;

    private CheckpointBlast(IRunStore runs, CheckpointTracer tracer, string id)
    {
        IPredictionStore store = runs.Predictions;
        (_store, _id) = (store, id);
        var filter = new PerformanceFilter { CheckpointId = id };
        Totals = store.ReadPerformance(filter, PerformanceSplit.None);
        Lines = store.ReadPerformance(filter, PerformanceSplit.Day | PerformanceSplit.Symbol);
        Digests = ReadDigests(runs, id);
        Link = tracer.Trace(id, Newest()?.CheckpointDigest ?? "");
    }

    /// <summary>Whether it is still the one that predicted last.</summary>
    public CheckpointLink Link { get; }

    /// <summary>The digests that its predictions carry, the most frequent first; more than one when not the same weights
    /// answered them all, or not all of them prove it.</summary>
    public IReadOnlyList<DigestCount> Digests { get; }

    /// <summary>By model; nearly always one.</summary>
    public IReadOnlyList<ModelPerformance> Totals { get; }

    /// <summary>By model, day and symbol, oldest first.</summary>
    public IReadOnlyList<ModelPerformance> Lines { get; }

    public static bool HasPredicted(IPredictionStore store, string id) =>
        store.ReadPerformance(new PerformanceFilter { CheckpointId = id }, PerformanceSplit.None).Count > 0;

    public static CheckpointBlast Read(CliCall call, IRunStore store, string id) => new(
        store, new CheckpointTracer(store, StoreAccess.Checkpoints(call.Folder), call.Context.Time), id);

    /// <summary>The last few.</summary>
    public IReadOnlyList<PredictionInfo> Last() => [.. Predictions(LastShown).Take(LastShown)];

    /// <summary>Every one, newest first, read model by model and day by day.</summary>
    public IEnumerable<PredictionInfo> Predictions() => Predictions(int.MaxValue);

    /// <summary>From the statistics, which know archived predictions as well.</summary>
    private static IReadOnlyList<DigestCount> ReadDigests(IRunStore runs, string id) => [.. runs.Query(
        $"""
        SELECT digest, SUM(predictions) FROM performance
        JOIN prediction_checkpoints ON prediction_checkpoints.id = performance.checkpoint
        WHERE grain = {(int)PerformanceGrain.DayOfSymbol}
          AND prediction_checkpoints.checkpoint = '{id.Replace("'", "''")}'
        GROUP BY digest ORDER BY 2 DESC, 1
        """).Rows.Select(row => new DigestCount((string)row[0]!, (long)row[1]!))];

    private PredictionInfo? Newest() => Predictions(1).FirstOrDefault();

    /// <summary>At most so many of each day.</summary>
    private IEnumerable<PredictionInfo> Predictions(int limit) => Lines
        .Where(line => line.Day is not null)
        .Select(line => (line.Model, Day: line.Day!.Value))
        .Distinct()
        .OrderByDescending(one => one.Day)
        .SelectMany(one => _store.List(new PredictionFilter
        {
            Model = one.Model,
            CheckpointId = _id,
            From = StartOf(one.Day),
            Until = StartOf(one.Day.AddDays(1)),
            Limit = limit,
        }));

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
