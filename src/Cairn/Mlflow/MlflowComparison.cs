namespace Cairn.Mlflow;

/// <summary>Runs side by side.</summary>
/// <param name="Runs">In the order in which they were named.</param>
/// <param name="DifferingParameters">By key, the value in each run, null where a run has none; keys with one value in all
/// runs are left out.</param>
/// <param name="Metrics">By key, the latest value in each run, null where a run has none.</param>
public sealed record MlflowComparison(
    IReadOnlyList<MlflowRun> Runs,
    IReadOnlyDictionary<string, IReadOnlyList<string?>> DifferingParameters,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> Metrics)
{
    internal static MlflowComparison Of(IReadOnlyList<MlflowRun> runs)
    {
        var parameters = new SortedDictionary<string, IReadOnlyList<string?>>(StringComparer.Ordinal);
        foreach (string key in runs.SelectMany(run => run.Parameters.Keys).Distinct())
        {
            string?[] values = [.. runs.Select(run => run.Parameters.GetValueOrDefault(key))];
            if (values.Distinct().Count() > 1)
            {
                parameters[key] = values;
            }
        }

        var metrics = new SortedDictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal);
        foreach (string key in runs.SelectMany(run => run.Metrics.Keys).Distinct())
        {
            metrics[key] = [.. runs.Select(run => run.Metrics.TryGetValue(key, out MlflowPoint point) ? point.Value : (double?)null)];
        }

        return new MlflowComparison(runs, parameters, metrics);
    }
}
