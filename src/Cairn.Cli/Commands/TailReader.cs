using Cairn.Cli.Output;
using Cairn.Storage;

namespace Cairn.Cli.Commands;

/// <summary>Reads a run from its end on: each event and watched point once. Not thread-safe.</summary>
internal sealed class TailReader(IRunStore store, string runId, IReadOnlyList<string> names)
{
    /// <summary>After a long pause only the last points are shown; all of them would be no help to anybody.</summary>
    private const int MostPointsAtOnce = 1000;

    /// <summary>How many points of each series were seen. Bounded by the series of the run.</summary>
    private readonly Dictionary<long, long> _seen = [];
    private long _lastEventId;

    /// <summary>The last lines of what is there now, oldest first.</summary>
    public IReadOnlyList<TailLine> ReadLast(int count)
    {
        var lines = new List<TailLine>();
        foreach (SeriesInfo series in Watched())
        {
            AddPoints(lines, series, (int)Math.Min(series.Count, count));
        }

        IReadOnlyList<RunEvent> events = store.ReadLastEvents(runId, Math.Max(1, count));
        if (events.Count > 0)
        {
            _lastEventId = events[^1].Id;
        }

        lines.AddRange(events.Select(ToLine));
        return [.. InOrder(lines).TakeLast(count)];
    }

    /// <summary>What came since the last call, oldest first.</summary>
    public IReadOnlyList<TailLine> ReadNew()
    {
        var lines = new List<TailLine>();
        foreach (SeriesInfo series in Watched())
        {
            long missed = series.Count - _seen.GetValueOrDefault(series.Id);
            AddPoints(lines, series, (int)Math.Min(missed, MostPointsAtOnce));
        }

        foreach (RunEvent one in store.ReadEvents(runId, _lastEventId))
        {
            lines.Add(ToLine(one));
            _lastEventId = one.Id;
        }

        return InOrder(lines);
    }

    private static TailLine ToLine(RunEvent one) => new(one.TimeUtc.ToUnixTimeMilliseconds(), one);

    private static IReadOnlyList<TailLine> InOrder(List<TailLine> lines) => [.. lines.OrderBy(line => line.TimeMs)];

    private IEnumerable<SeriesInfo> Watched()
    {
        IReadOnlyList<SeriesInfo> all = store.ListSeries(runId);
        return names.Count > 0 ? all.Where(series => names.Contains(series.Name)) : MainLoss.All(all);
    }

    private void AddPoints(List<TailLine> lines, SeriesInfo series, int count)
    {
        _seen[series.Id] = series.Count;
        if (count <= 0)
        {
            return;
        }

        lines.AddRange(store.ReadTail(series, count)
            .Select(point => new TailLine(point.TimeMs, null, series.Name, point)));
    }
}
