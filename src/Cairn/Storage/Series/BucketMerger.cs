namespace Cairn.Storage.Series;

/// <summary>
/// Sums points or buckets up, in the order in which they come, into at most so many buckets of about equal counts. What
/// comes goes into the bucket in which its first point lies. Not thread-safe.
/// </summary>
internal sealed class BucketMerger(int maxBuckets, long totalPoints)
{
    private readonly List<SeriesBucket> _finished = [];
    private SeriesBucketBuilder _current;
    private long _currentNumber;
    private long _pointsBefore;

    public void Add(long step, long timeMs, double value)
    {
        MoveTo(_pointsBefore);
        _current.Add(step, timeMs, value);
        _pointsBefore++;
    }

    public void Add(in SeriesBucket bucket)
    {
        MoveTo(_pointsBefore);
        _current.Add(bucket);
        _pointsBefore += bucket.Count;
    }

    public List<SeriesBucket> Finish()
    {
        if (_current.Count > 0)
        {
            _finished.Add(_current.Build());
        }

        return _finished;
    }

    private void MoveTo(long place)
    {
        // Two longs multiplied: a series may have more points than a double counts exactly.
        var number = (long)((Int128)place * maxBuckets / totalPoints);
        if (number != _currentNumber && _current.Count > 0)
        {
            _finished.Add(_current.Build());
            _current = default;
        }

        _currentNumber = number;
    }
}
