using Cairn.Callbacks;
using Cairn.Storage;

namespace Cairn.Cli.Decisions;

/// <summary>Finds the series of a run that have the monitored metrics once per epoch. Stateless.</summary>
internal static class ReplaySeries
{
    private const int NamesShown = 8;

    /// <summary>The values by epoch; of an epoch that was run twice, the last.</summary>
    public static IReadOnlyList<ReplayEpoch> Read(IRunStore store, RunInfo run, IEnumerable<string> monitors)
    {
        var epochs = new SortedDictionary<long, Dictionary<string, double>>();
        foreach (string monitor in monitors)
        {
            foreach (SeriesPoint point in store.ReadRange(Find(store.ListSeries(run.Id), run, monitor)))
            {
                if (!epochs.TryGetValue(point.Step, out Dictionary<string, double>? values))
                {
                    epochs[point.Step] = values = [];
                }

                values[monitor] = point.Value;
            }
        }

        return [.. epochs.Select(epoch => new ReplayEpoch(
            epoch.Key, [.. epoch.Value.Select(value => new MetricValue(value.Key, value.Value))]))];
    }

    /// <summary>The summary of epochs comes first: a series of the plain name may have a point per step.</summary>
    private static SeriesInfo Find(IReadOnlyList<SeriesInfo> all, RunInfo run, string monitor) =>
        all.FirstOrDefault(one => CallbackState.IsSame(one.Name, "epoch/" + monitor))
        ?? all.FirstOrDefault(one => CallbackState.IsSame(one.Name, monitor))
        ?? throw new CliException(
            $"Run {run.Id} has no series \"{monitor}\" to replay. It has: {Names(all)}. Name one with --monitor.");

    private static string Names(IReadOnlyList<SeriesInfo> all) =>
        all.Count == 0 ? "none at all" : string.Join(", ", all.Select(one => one.Name).Take(NamesShown));
}
