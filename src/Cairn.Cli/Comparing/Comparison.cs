using Cairn.Storage;

namespace Cairn.Cli.Comparing;

/// <summary>Runs side by side. Immutable.</summary>
internal sealed class Comparison
{
    private const string SystemPrefix = "system/";

    private Comparison(IReadOnlyList<ComparedRun> runs, IReadOnlyList<ComparedMetric> metrics)
    {
        (Runs, Metrics) = (runs, metrics);
        string[] keys = [.. runs.SelectMany(run => run.Parameters.Keys).Distinct().Order(StringComparer.Ordinal)];
        DifferingParameters = [.. keys.Where(key => !IsSame(key))];
        SameParameters = keys.Length - DifferingParameters.Count;
    }

    public IReadOnlyList<ComparedRun> Runs { get; }

    /// <summary>Keys whose values are not the same in all runs, or missing in some.</summary>
    public IReadOnlyList<string> DifferingParameters { get; }

    /// <summary>How many others there are.</summary>
    public int SameParameters { get; }

    /// <summary>Losses first, then by name.</summary>
    public IReadOnlyList<ComparedMetric> Metrics { get; }

    /// <param name="runs">Two or more.</param>
    /// <param name="only">Names of metrics; empty for all that at least two runs have, but those of the machine.</param>
    public static Comparison Of(IReadOnlyList<ComparedRun> runs, IReadOnlyCollection<string> only)
    {
        IEnumerable<ComparedMetric> metrics =
            from run in runs
            from series in run.Series
            where only.Count == 0 ? !series.Name.StartsWith(SystemPrefix, StringComparison.Ordinal) : only.Contains(series.Name)
            group new ComparedSeries(run, series, MetricDirection.Of(series.Name)) by series.Name into metric
            where metric.Count() > 1 || only.Count > 0
            orderby MetricDirection.Of(metric.Key) != MetricGoal.Minimize, MetricDirection.Of(metric.Key) is null, metric.Key
            select new ComparedMetric(metric.Key, MetricDirection.Of(metric.Key), [.. metric]);
        return new Comparison(runs, [.. metrics]);
    }

    private bool IsSame(string key)
    {
        string? first = Runs[0].Parameters.GetValueOrDefault(key);
        return Runs.All(run => run.Parameters.GetValueOrDefault(key) == first);
    }
}
