namespace Cairn.Checkpoints.Images;

/// <summary>
/// Segments of memory that are used again: fresh ones cost several times as much as the copy into them, because the
/// system gives each page on its first touch. Safe for any number of threads.
/// </summary>
/// <param name="keepsSegments">False for what is seldom used: then a segment that comes back goes to the system.</param>
internal sealed class SegmentPool(bool keepsSegments = true)
{
    /// <summary>4 MiB: large enough for full disk speed, small enough for a small model.</summary>
    public const int SegmentBytes = 4 << 20;

    // Bounded by the largest number of segments that was ever in use at once.
    private readonly Stack<byte[]> _free = new();
    private readonly Lock _gate = new();

    public byte[] Rent()
    {
        lock (_gate)
        {
            if (_free.TryPop(out byte[]? segment))
            {
                return segment;
            }
        }

        return GC.AllocateUninitializedArray<byte>(SegmentBytes, pinned: true);
    }

    public void Return(byte[] segment)
    {
        if (!keepsSegments)
        {
            return;
        }

        lock (_gate)
        {
            _free.Push(segment);
        }
    }
}
