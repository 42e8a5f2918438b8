namespace Cairn.Storage.Chunks;

/// <summary>
/// Sums points or buckets up, in the order in which they come, into at most so many buckets of about equal counts. What
/// comes goes into the bucket in which its first point lies. Not thread-safe.
/// </summary>
internal sealed class BucketMerger(int maxBuckets, long totalPoints)
{
    private readonly List<SeriesBucket> _finished = [];
    private SeriesBucketBuilder _current;
    private long _pointsBefore;

    /// <summary>Where the next bucket begins.</summary>
    private long _currentEnd;

    public void Add(long step, long timeMs, double value)
    {
        FinishBefore(_pointsBefore);
        _current.Add(step, timeMs, value);
        _pointsBefore++;
    }

    public void Add(in SeriesBucket bucket)
    {
        FinishBefore(_pointsBefore);
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

    private void FinishBefore(long place)
    {
        if (place < _currentEnd)
        {
            return;
        }

        if (_current.Count > 0)
        {
            _finished.Add(_current.Build());
            _current = default;
        }

        // Bucket n begins at n * total / max, rounded up. The products of two longs need 128 bits.
        Int128 next = ((Int128)place * maxBuckets / totalPoints) + 1;
        _currentEnd = (long)(((next * totalPoints) + maxBuckets - 1) / maxBuckets);
    }
}
