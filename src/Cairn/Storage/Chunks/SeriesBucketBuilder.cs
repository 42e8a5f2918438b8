namespace Cairn.Storage.Chunks;

/// <summary>Sums up points, or buckets of points, in the order in which they were recorded. Not thread-safe.</summary>
internal struct SeriesBucketBuilder
{
    private long _count;
    private long _nanCount;
    private long _finiteCount;
    private long _minStep;
    private long _maxStep;
    private long _firstTimeMs;
    private long _lastTimeMs;
    private long _stepOfMin;
    private long _stepOfMax;
    private double _first;
    private double _last;
    private double _min;
    private double _max;
    private double _sum;

    public readonly long Count => _count;

    public readonly long MaxStep => _maxStep;

    public void Add(long step, long timeMs, double value)
    {
        if (_count == 0)
        {
            Begin(step, step, timeMs, value);
        }

        _count++;
        _minStep = Math.Min(_minStep, step);
        _maxStep = Math.Max(_maxStep, step);
        _lastTimeMs = timeMs;
        _last = value;
        if (double.IsNaN(value))
        {
            _nanCount++;
            return;
        }

        AddExtremes(value, step, value, step);
        if (double.IsFinite(value))
        {
            _sum += value;
            _finiteCount++;
        }
    }

    public void Add(PointColumns points)
    {
        for (int i = 0; i < points.Count; i++)
        {
            Add(points.Steps[i], points.Times[i], points.Values[i]);
        }
    }

    public void Add(in SeriesBucket bucket)
    {
        if (bucket.Count == 0)
        {
            return;
        }

        if (_count == 0)
        {
            Begin(bucket.MinStep, bucket.MaxStep, bucket.FirstTimeMs, bucket.First);
        }

        _count += bucket.Count;
        _nanCount += bucket.NanCount;
        _finiteCount += bucket.FiniteCount;
        _sum += bucket.Sum;
        _minStep = Math.Min(_minStep, bucket.MinStep);
        _maxStep = Math.Max(_maxStep, bucket.MaxStep);
        _lastTimeMs = bucket.LastTimeMs;
        _last = bucket.Last;
        if (!double.IsNaN(bucket.Min))
        {
            AddExtremes(bucket.Min, bucket.StepOfMin, bucket.Max, bucket.StepOfMax);
        }
    }

    /// <summary>Takes points out of the count only.</summary>
    public void DropCount(long count) => _count -= count;

    public readonly SeriesBucket Build() => new()
    {
        MinStep = _minStep,
        MaxStep = _maxStep,
        FirstTimeMs = _firstTimeMs,
        LastTimeMs = _lastTimeMs,
        Count = _count,
        NanCount = _nanCount,
        First = _first,
        Last = _last,
        Min = _min,
        Max = _max,
        StepOfMin = _stepOfMin,
        StepOfMax = _stepOfMax,
        Sum = _sum,
        FiniteCount = _finiteCount,
    };

    private void Begin(long minStep, long maxStep, long timeMs, double value)
    {
        _minStep = minStep;
        _maxStep = maxStep;
        _firstTimeMs = timeMs;
        _first = value;
        _min = double.NaN;
        _max = double.NaN;
    }

    /// <summary>
    /// Of equal extremes the earlier one stays. Negated, so that NaN, the start, yields to every number.
    /// </summary>
    private void AddExtremes(double min, long stepOfMin, double max, long stepOfMax)
    {
        if (!(min >= _min))
        {
            _min = min;
            _stepOfMin = stepOfMin;
        }

        if (!(max <= _max))
        {
            _max = max;
            _stepOfMax = stepOfMax;
        }
    }
}
