using Cairn.Storage;

namespace Cairn.Mlflow.Sync;

/// <summary>
/// Sends the points of a run that were recorded after those which were sent. What MLflow has stays there: it takes
/// nothing back. Not thread-safe.
/// </summary>
/// <param name="places">From where to where.</param>
/// <param name="run">The run.</param>
/// <param name="state">How far it is; moves on with every batch.</param>
/// <param name="save">Called after each batch.</param>
internal sealed class MetricSync(SyncPlaces places, RunInfo run, SyncState state, Action save)
{
    /// <summary>What a crash sends twice at most, and some 250 KB; the target cuts it into requests.</summary>
    private const int BatchSize = 5000;

    // Bounded by BatchSize.
    private readonly List<MlflowMetric> _batch = [];

    // Bounded by the series that have a point in the batch.
    private readonly Dictionary<string, SentSeries> _reached = new(StringComparer.Ordinal);

    public long Sent { get; private set; }

    /// <summary>False when it was stopped before all was sent.</summary>
    /// <param name="mayGoOn">Asked before each batch.</param>
    public bool Send(Func<bool> mayGoOn)
    {
        foreach (SeriesInfo series in places.Store.ListSeries(run.Id))
        {
            var metric = SystemMetric.Of(series.Name);
            foreach ((long place, SeriesPoint point) in Unsent(series))
            {
                _batch.Add(new MlflowMetric(
                    metric.Key, new MlflowPoint(point.Step, point.TimeMs, point.Value * metric.Factor)));
                _reached[series.Name] = new SentSeries(place + 1, point.Step, point.TimeMs);
                if (_batch.Count == BatchSize && !TrySendBatch(mayGoOn))
                {
                    return false;
                }
            }
        }

        return _batch.Count == 0 || TrySendBatch(mayGoOn);
    }

    private bool TrySendBatch(Func<bool> mayGoOn)
    {
        if (!mayGoOn())
        {
            return false;
        }

        places.Target.LogBatch(state.MlflowRunId!, new MlflowBatch { Metrics = _batch });
        Sent += _batch.Count;
        foreach ((string name, SentSeries sent) in _reached)
        {
            state.Series[name] = sent;
        }

        _batch.Clear();
        _reached.Clear();
        save();
        return true;
    }

    private IEnumerable<(long Place, SeriesPoint Point)> Unsent(SeriesInfo series)
    {
        SentSeries sent = state.Series.GetValueOrDefault(series.Name);
        bool isUnchanged = series.Count == sent.Count && series.LastTimeMs == sent.TimeMs;
        if (series.Count == 0 || isUnchanged)
        {
            return [];
        }

        // Of a resumed run a part was taken back. How much is not known, nor may the clock be asked, which may have been
        // set back: what is there already is not doubled.
        bool isCut = sent.Count > 0 && !IsContinuation(series, sent);
        return From(series, isCut ? 0 : sent.Count);
    }

    private IEnumerable<(long Place, SeriesPoint Point)> From(SeriesInfo series, long place)
    {
        foreach (SeriesPoint point in places.Store.ReadRecorded(series, place))
        {
            yield return (place++, point);
        }
    }

    /// <summary>Whether the point that was sent last is still in its place.</summary>
    private bool IsContinuation(SeriesInfo series, SentSeries sent) =>
        From(series, sent.Count - 1).Take(1).Any(
            one => one.Point.Step == sent.Step && one.Point.TimeMs == sent.TimeMs);
}
