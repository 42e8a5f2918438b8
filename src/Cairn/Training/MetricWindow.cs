namespace Cairn.Training;

/// <summary>Keeps the latest values of a metric, and the best of all. Safe for any number of threads.</summary>
internal sealed class MetricWindow(MetricGoal goal, int capacity)
{
    private readonly Lock _gate = new();

    // Bounded by the capacity; it grows with what is logged, since a capacity may be generous.
    private readonly Queue<double> _latest = [];
    private long _nonFinite;
    private double _first = double.NaN;
    private double _last = double.NaN;
    private double _best = double.NaN;
    private int? _bestEpoch;
    private int? _lastEpoch;

    /// <summary>Takes a value of a batch.</summary>
    public void Add(int epoch, double? value)
    {
        if (value is not { } known)
        {
            return;
        }

        lock (_gate)
        {
            Add_NeedsLock(epoch, known);
        }
    }

    /// <summary>Takes the value that sums up an epoch, unless values of that epoch were taken already.</summary>
    public void AddSummary(int epoch, double? value)
    {
        if (value is not { } known)
        {
            return;
        }

        lock (_gate)
        {
            if (_lastEpoch != epoch)
            {
                Add_NeedsLock(epoch, known);
            }
        }
    }

    public MetricStatistics Summarize()
    {
        lock (_gate)
        {
            double mean = Average_NeedsLock(value => value);
            return new MetricStatistics
            {
                Count = _latest.Count,
                NonFiniteCount = _nonFinite,
                Mean = mean,
                StandardDeviation = Deviation_NeedsLock(mean),
                Min = _latest.DefaultIfEmpty(double.NaN).Min(),
                Max = _latest.DefaultIfEmpty(double.NaN).Max(),
                Last = _last,
                Best = _best,
                BestEpoch = _bestEpoch,
                Improvement = goal == MetricGoal.Minimize ? _first - _last : _last - _first,
            };
        }
    }

    private void Add_NeedsLock(int epoch, double value)
    {
        _lastEpoch = epoch;
        if (!double.IsFinite(value))
        {
            _nonFinite++;
            return;
        }

        if (_latest.Count == capacity)
        {
            _latest.Dequeue();
        }

        _latest.Enqueue(value);
        _first = double.IsNaN(_first) ? value : _first;
        _last = value;
        if (double.IsNaN(_best) || (goal == MetricGoal.Minimize ? value < _best : value > _best))
        {
            (_best, _bestEpoch) = (value, epoch);
        }
    }

    private double Deviation_NeedsLock(double mean) =>
        Math.Sqrt(Average_NeedsLock(value => (value - mean) * (value - mean)));

    /// <summary>Each value is divided before it is added: a sum could leave the range of numbers.</summary>
    private double Average_NeedsLock(Func<double, double> of) =>
        _latest.Select(value => of(value) / _latest.Count).DefaultIfEmpty(double.NaN).Sum();
}
