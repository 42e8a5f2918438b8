using Cairn;
using Cairn.Storage;

namespace Guide;

internal static class Reading
{
    public static void All()
    {
        Runs();
        Points();
        Sql();
    }

    private static void Runs()
    {
        #region runs
        using IRunStore store = RunStore.Open("cairn");
        foreach (RunInfo run in store.ListRuns(new RunFilter { Experiment = "eurusd", Limit = 10 }))
        {
            Console.WriteLine($"{run.Id} {run.Status} {run.PointCount} points in {run.SeriesCount} series");
        }

        RunInfo latest = store.FindRun("latest")!; // or an id, the beginning of one, a name
        foreach ((string key, string json) in store.ReadParameters(latest.Id))
        {
            Console.WriteLine($"{key} = {json}");
        }

        foreach (RunEvent happened in store.ReadEvents(latest.Id))
        {
            Console.WriteLine($"{happened.TimeUtc:HH:mm:ss} {happened.Kind}: {happened.Message}");
        }
        #endregion
    }

    private static void Points()
    {
        using IRunStore store = RunStore.Open("cairn");
        RunInfo run = store.ListRuns().First(run => store.FindSeries(run.Id, "train/loss") is not null);

        #region points
        SeriesInfo loss = store.FindSeries(run.Id, "train/loss")!;
        Console.WriteLine($"{loss.Count} points, best {loss.Min} at step {loss.StepOfMin}, last {loss.Last}");

        foreach (SeriesPoint point in store.ReadRange(loss, fromStep: 10, toStep: 19)) // streamed, in order of steps
        {
            Console.WriteLine($"{point.Step} {point.Value}");
        }

        foreach (SeriesBucket bucket in store.ReadDownsampled(loss, maxBuckets: 200)) // for a chart: no spike is lost
        {
            Console.WriteLine($"{bucket.MinStep}-{bucket.MaxStep}: {bucket.Min} to {bucket.Max}, {bucket.NanCount} NaN");
        }
        #endregion
    }

    private static void Sql()
    {
        using IRunStore store = RunStore.Open("cairn");

        #region sql
        QueryResult result = store.Query(
            """
            SELECT r.id, r.name, min(p.value) AS best
            FROM points p JOIN runs r ON r.id = p.run
            WHERE p.series = 'train/loss'
            GROUP BY r.id ORDER BY best
            """);
        foreach (object?[] row in result.Rows)
        {
            Console.WriteLine(string.Join(' ', row));
        }
        #endregion
    }
}
