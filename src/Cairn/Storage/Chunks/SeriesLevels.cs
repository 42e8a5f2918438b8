namespace Cairn.Storage.Chunks;

/// <summary>
/// The arithmetic of the levels above the chunks. Chunk <c>n</c> holds the points from <c>n * Capacity</c> on; a bucket
/// of level 1 sums up one chunk, a bucket of each further level four of the one below. Only full chunks and full groups
/// have buckets, so the number of points alone tells which buckets there are.
/// </summary>
internal static class SeriesLevels
{
    public const int Lowest = 1;
    public const int FanOut = 4;

    /// <summary>How many buckets a level has, for so many full chunks.</summary>
    public static long Buckets(int level, long chunks)
    {
        for (; level > Lowest; level--)
        {
            chunks /= FanOut;
        }

        return chunks;
    }

    /// <summary>
    /// The coarsest level that has at least so many buckets; 0 (the points themselves) when none has.
    /// </summary>
    public static int CoarsestWith(long buckets, long chunks)
    {
        int level = 0;
        for (; chunks >= Math.Max(1, buckets); chunks /= FanOut)
        {
            level++;
        }

        return level;
    }
}
