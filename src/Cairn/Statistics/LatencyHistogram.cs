namespace Cairn.Statistics;

/// <summary>
/// How many times took how long, in buckets that are 1/32 of a doubling wide: a quantile is off by at most 1.6 % of
/// itself from a billionth of a millisecond to 34 years; what is outside counts in the first or the last bucket. Can be
/// merged. Not thread-safe.
/// </summary>
/// <remarks>
/// The bucket of a number is the upper bits of its 32-bit float, as in HdrHistogram (Gil Tene) and with the guarantee of
/// DDSketch (Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees",
/// VLDB 2019). <c>docs/design/statistics.md</c> has the bytes.
/// </remarks>
internal sealed class LatencyHistogram
{
    private const byte Version = 1;

    /// <summary>32 buckets for each doubling.</summary>
    private const int MantissaBits = 5;

    private const int Shift = 23 - MantissaBits;
    private const int ExponentBias = 127;

    /// <summary>2^-30 milliseconds: what is shorter counts as nothing.</summary>
    private const int LowestBits = (ExponentBias - 30) << MantissaBits;

    /// <summary>2^40 milliseconds.</summary>
    private const int HighestBits = (ExponentBias + 40) << MantissaBits;

    /// <summary>One for nothing at all, and 70 doublings.</summary>
    private const int BucketCount = HighestBits - LowestBits + 1;

    /// <summary>Room beside the first number: times of one model lie within a few doublings.</summary>
    private const int Slack = 32;

    /// <summary>The counts from bucket <see cref="_first"/> on. Bounded by <see cref="BucketCount"/>.</summary>
    private long[] _counts = [];
    private int _first;

    /// <summary>How many times were added.</summary>
    public long Count { get; private set; }

    /// <summary>False when the bytes are no histogram.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LatencyHistogram histogram)
    {
        histogram = new LatencyHistogram();
        if (bytes.IsEmpty)
        {
            return true;
        }

        var reader = new CountReader(bytes);
        bool isSound = reader.Read() == Version;
        long bucket = -1;
        while (isSound && !reader.IsAtEnd)
        {
            bucket += reader.ReadCount() + 1;
            long count = reader.ReadCount();
            isSound = reader.IsSound && bucket is >= 0 and < BucketCount && count > 0
                && count <= long.MaxValue - histogram.Count;
            if (isSound)
            {
                histogram.AddTo((int)bucket, count);
            }
        }

        return isSound;
    }

    /// <summary>Adds a time. It is finite and not negative.</summary>
    public void Add(double milliseconds) => AddTo(BucketOf(milliseconds), 1);

    public void Merge(LatencyHistogram other)
    {
        for (int i = 0; i < other._counts.Length; i++)
        {
            if (other._counts[i] > 0)
            {
                AddTo(other._first + i, other._counts[i]);
            }
        }
    }

    /// <summary>
    /// The shortest time that at least this part of the times does not exceed (type 1 of Hyndman and Fan, "Sample
    /// quantiles in statistical packages", 1996); NaN of nothing.
    /// </summary>
    /// <param name="part">0 to 1.</param>
    public double Quantile(double part)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(part * Count));
        long before = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            before += _counts[i];
            if (before >= rank)
            {
                return ValueOf(_first + i);
            }
        }

        return double.NaN;
    }

    /// <summary>A version, then for each bucket with a count how many were passed over, and the count.</summary>
    public byte[] ToBytes()
    {
        var writer = new CountWriter();
        writer.Write(Version);
        int before = -1;
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                writer.WriteCount(_first + i - before - 1);
                writer.WriteCount(_counts[i]);
                before = _first + i;
            }
        }

        return writer.ToArray();
    }

    private static int BucketOf(double milliseconds)
    {
        int bits = BitConverter.SingleToInt32Bits((float)milliseconds) >> Shift;
        return Math.Clamp(bits - LowestBits + 1, 0, BucketCount - 1);
    }

    /// <summary>The number that is equally far from both ends of the bucket, as a part of them.</summary>
    private static double ValueOf(int bucket)
    {
        if (bucket == 0)
        {
            return 0;
        }

        double low = BitConverter.Int32BitsToSingle((bucket - 1 + LowestBits) << Shift);
        double high = BitConverter.Int32BitsToSingle((bucket + LowestBits) << Shift);
        return 2 * low * high / (low + high);
    }

    private void AddTo(int bucket, long count)
    {
        int index = bucket - _first;
        if ((uint)index >= (uint)_counts.Length)
        {
            index = MakeRoom(bucket);
        }

        _counts[index] += count;
        Count += count;
    }

    /// <summary>Returns where the bucket is then.</summary>
    private int MakeRoom(int bucket)
    {
        int end = _first + _counts.Length;
        int first = _counts.Length == 0 ? bucket - Slack : Math.Min(_first, bucket - Slack);
        int last = _counts.Length == 0 ? bucket + Slack : Math.Max(end, bucket + Slack);
        first = Math.Max(0, first);
        last = Math.Min(BucketCount, last);
        long[] counts = new long[last - first];
        _counts.CopyTo(counts, _counts.Length == 0 ? 0 : _first - first);
        (_counts, _first) = (counts, first);
        return bucket - first;
    }
}
