namespace Cairn.Checkpoints.Images;

/// <summary>
/// All bytes of one file in pooled segments. Owned by whoever made it, who disposes it. Not thread-safe; any number of
/// threads may read one that nobody writes.
/// </summary>
internal sealed class FileImage : IDisposable
{
    private readonly SegmentPool _pool;

    // Bounded by Length, which whoever makes an image has checked.
    private readonly List<byte[]> _segments = [];

    /// <summary>An image of that many bytes, whose contents are whatever the segments held before.</summary>
    public FileImage(SegmentPool pool, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        (_pool, Length) = (pool, length);
        for (long held = 0; held < length; held += SegmentPool.SegmentBytes)
        {
            _segments.Add(pool.Rent());
        }
    }

    public long Length { get; private set; }

    public int SegmentCount => _segments.Count;

    /// <summary>The bytes of a segment; the last one is cut where the file ends.</summary>
    public Memory<byte> Segment(int index)
    {
        long start = (long)index * SegmentPool.SegmentBytes;
        return _segments[index].AsMemory(0, (int)Math.Min(SegmentPool.SegmentBytes, Length - start));
    }

    /// <summary>
    /// The bytes from <paramref name="offset"/> to the end of their segment, at most <paramref name="limit"/> of them:
    /// what can be had without a copy.
    /// </summary>
    public Memory<byte> Piece(long offset, long limit)
    {
        Memory<byte> segment = Segment((int)(offset / SegmentPool.SegmentBytes));
        segment = segment[(int)(offset % SegmentPool.SegmentBytes)..];
        return segment.Length > limit ? segment[..(int)limit] : segment;
    }

    /// <inheritdoc cref="Piece"/>
    public Span<byte> Run(long offset, long limit) => Piece(offset, limit).Span;

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            Span<byte> run = Run(offset, source.Length);
            source[..run.Length].CopyTo(run);
            source = source[run.Length..];
            offset += run.Length;
        }
    }

    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            Span<byte> run = Run(offset, destination.Length);
            run.CopyTo(destination);
            destination = destination[run.Length..];
            offset += run.Length;
        }
    }

    /// <summary>Gives up what lies behind so many bytes.</summary>
    public void Cut(long length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
        while ((long)(_segments.Count - 1) * SegmentPool.SegmentBytes >= length && _segments.Count > 0)
        {
            _pool.Return(_segments[^1]);
            _segments.RemoveAt(_segments.Count - 1);
        }
    }

    public void Dispose()
    {
        foreach (byte[] segment in _segments)
        {
            _pool.Return(segment);
        }

        _segments.Clear();
    }
}
