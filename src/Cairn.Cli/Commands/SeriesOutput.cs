using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>A range of a series in each form that can be asked for.</summary>
internal sealed class SeriesOutput(Terminal terminal, IRunStore store, SeriesInfo series, long from, long to)
{
    public int WritePointsJson() => JsonOutput.Write(terminal, json =>
    {
        WriteJsonHead(json);
        json.Objects("points", Points(), point =>
        {
            json.Integer("step", point.Step);
            json.Text("time_utc", Times.Iso(point.TimeMs));
            json.Number("value", point.Value);
        });
    });

    public int WriteBucketsJson(int count) => JsonOutput.Write(terminal, json =>
    {
        WriteJsonHead(json);
        json.Objects("buckets", Buckets(count), bucket =>
        {
            json.Integer("min_step", bucket.MinStep);
            json.Integer("max_step", bucket.MaxStep);
            json.Integer("count", bucket.Count);
            json.Integer("nan_count", bucket.NanCount);
            json.Number("first", bucket.First);
            json.Number("last", bucket.Last);
            json.Number("min", bucket.Min);
            json.Number("max", bucket.Max);
            json.Number("mean", bucket.Mean());
        });
    });

    public int WritePointsCsv()
    {
        CsvOutput.WriteLine(terminal, ["step", "time_ms", "value"]);
        foreach (SeriesPoint point in Points())
        {
            CsvOutput.WriteLine(terminal, [point.Step, point.TimeMs, point.Value]);
        }

        return ExitCodes.Done;
    }

    public int WriteBucketsCsv(int count)
    {
        CsvOutput.WriteLine(
            terminal,
            [
                "min_step", "max_step", "first_time_ms", "last_time_ms", "count", "nan_count", "first", "last",
                "min", "step_of_min", "max", "step_of_max", "mean",
            ]);
        foreach (SeriesBucket bucket in Buckets(count))
        {
            CsvOutput.WriteLine(
                terminal,
                [
                    bucket.MinStep, bucket.MaxStep, bucket.FirstTimeMs, bucket.LastTimeMs, bucket.Count,
                    bucket.NanCount, bucket.First, bucket.Last, bucket.Min, bucket.StepOfMin, bucket.Max,
                    bucket.StepOfMax, bucket.Mean(),
                ]);
        }

        return ExitCodes.Done;
    }

    /// <summary>Not a table, which would hold every point to align it.</summary>
    public int WritePoints()
    {
        foreach (SeriesPoint point in Points())
        {
            terminal.Out.WriteLine($"{point.Step,10}  {Times.Iso(point.TimeMs)}  {Numbers.Exact(point.Value)}");
        }

        return ExitCodes.Done;
    }

    public int WriteChart(int count)
    {
        IReadOnlyList<SeriesBucket> buckets = Buckets(count > 0 ? count : Chart.BucketsFor(terminal.Width));
        terminal.Out.WriteLine(terminal.Styled(Plain.Text(series.Name), Style.Bold));
        if (buckets.Count == 0)
        {
            terminal.Out.WriteLine("No points in this range.");
            return ExitCodes.Done;
        }

        foreach (string line in Chart.Draw(buckets, terminal.Width, terminal.HasUnicode))
        {
            terminal.Out.WriteLine(terminal.Styled(line, Style.Cyan));
        }

        terminal.Out.WriteLine(string.Join(terminal.Symbols.Separator, Statistics(buckets)));
        return ExitCodes.Done;
    }

    private static IEnumerable<string> Statistics(IReadOnlyList<SeriesBucket> buckets)
    {
        yield return $"{Numbers.Count(buckets.Sum(bucket => bucket.Count))} points";
        yield return $"last {Numbers.Value(buckets[^1].Last)}";
        SeriesBucket[] finite = buckets.Where(bucket => !double.IsNaN(bucket.Min)).ToArray();
        if (finite.Length > 0)
        {
            (SeriesBucket lowest, SeriesBucket highest) = (finite.MinBy(bucket => bucket.Min), finite.MaxBy(bucket => bucket.Max));
            yield return $"min {Numbers.Value(lowest.Min)} at {Numbers.Count(lowest.StepOfMin)}";
            yield return $"max {Numbers.Value(highest.Max)} at {Numbers.Count(highest.StepOfMax)}";
        }

        long count = buckets.Sum(bucket => bucket.FiniteCount);
        if (count > 0)
        {
            yield return $"mean {Numbers.Value(buckets.Sum(bucket => bucket.Sum) / count)}";
        }

        long nanCount = buckets.Sum(bucket => bucket.NanCount);
        if (nanCount > 0)
        {
            yield return $"{Numbers.Count(nanCount)} NaN";
        }
    }

    private void WriteJsonHead(JsonOutput json)
    {
        json.Text("run_id", series.RunId);
        SeriesText.WriteJson(json, series);
    }

    private IEnumerable<SeriesPoint> Points() => store.ReadRange(series, from, to);

    private IReadOnlyList<SeriesBucket> Buckets(int count) => store.ReadDownsampled(series, count, from, to);
}
