using Cairn.Storage.Chunks;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// Sums a range of steps up into a number of buckets, in the order of recording. Reads the coarsest level that has
/// about enough buckets in the range, finer ones only where it ends within a bucket; with few points, the points
/// themselves.
/// </summary>
internal sealed class DownsampledReader(SeriesReader reader, long series, int maxBuckets, long fromStep, long toStep)
{
    public IReadOnlyList<SeriesBucket> Read()
    {
        SeriesSnapshot snapshot = reader.ReadSnapshot(series);

        // With at least half of what was asked for, a level that is four times finer need not be read.
        int enough = maxBuckets - (maxBuckets / 2);
        for (int level = SeriesLevels.CoarsestWith(enough, snapshot.Chunks); level > 0; level--)
        {
            List<LevelBucket> found = ReadFrom(level, snapshot.Chunks);
            if (found.Count >= enough)
            {
                return Merge(Cut(found, snapshot.Tail));
            }
        }

        return Merge(ReadPoints(snapshot));
    }

    /// <summary>
    /// The buckets of a level that touch the range, and behind them those of finer levels for chunks that do not yet
    /// make a whole bucket of the level: at most three of each.
    /// </summary>
    private List<LevelBucket> ReadFrom(int level, long chunks)
    {
        var found = new List<LevelBucket>();
        long first = 0;
        for (; level >= SeriesLevels.Lowest; level--)
        {
            long end = SeriesLevels.Buckets(level, chunks);
            found.AddRange(reader.ReadLevel(series, level, first, end - 1, fromStep, toStep));
            first = end * SeriesLevels.FanOut;
        }

        return found;
    }

    private List<SeriesBucket> Cut(List<LevelBucket> found, PointColumns tail)
    {
        var buckets = new List<SeriesBucket>(found.Count);
        foreach (LevelBucket bucket in found)
        {
            Cut(bucket, buckets);
        }

        AddWithin(tail, buckets);
        return buckets;
    }

    /// <summary>Adds a bucket, or where it reaches over an end of the range, the finer ones within.</summary>
    private void Cut(LevelBucket found, List<SeriesBucket> buckets)
    {
        if (found.Bucket.MinStep >= fromStep && found.Bucket.MaxStep <= toStep)
        {
            buckets.Add(found.Bucket);
            return;
        }

        if (found.Level == SeriesLevels.Lowest)
        {
            AddWithin(reader.ReadChunk(series, found.Number), buckets);
            return;
        }

        long first = found.Number * SeriesLevels.FanOut;
        long last = first + SeriesLevels.FanOut - 1;
        foreach (LevelBucket finer in reader.ReadLevel(series, found.Level - 1, first, last, fromStep, toStep))
        {
            Cut(finer, buckets);
        }
    }

    private void AddWithin(PointColumns points, List<SeriesBucket> buckets)
    {
        var within = new PointColumns();
        within.AddRange(points, fromStep, toStep);
        if (within.Count > 0)
        {
            var bucket = default(SeriesBucketBuilder);
            bucket.Add(within);
            buckets.Add(bucket.Build());
        }
    }

    private PointColumns ReadPoints(SeriesSnapshot snapshot)
    {
        var points = new PointColumns();
        foreach (LevelBucket chunk in ReadFrom(SeriesLevels.Lowest, snapshot.Chunks))
        {
            points.AddRange(reader.ReadChunk(series, chunk.Number), fromStep, toStep);
        }

        points.AddRange(snapshot.Tail, fromStep, toStep);
        return points;
    }

    private List<SeriesBucket> Merge(PointColumns points)
    {
        var merger = new BucketMerger(maxBuckets, points.Count);
        for (int i = 0; i < points.Count; i++)
        {
            merger.Add(points.Steps[i], points.Times[i], points.Values[i]);
        }

        return merger.Finish();
    }

    private List<SeriesBucket> Merge(List<SeriesBucket> buckets)
    {
        var merger = new BucketMerger(maxBuckets, buckets.Sum(bucket => bucket.Count));
        foreach (SeriesBucket bucket in buckets)
        {
            merger.Add(bucket);
        }

        return merger.Finish();
    }
}
