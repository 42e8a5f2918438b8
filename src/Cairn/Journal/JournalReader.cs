namespace Cairn.Journal;

/// <summary>
/// Reads a journal's frames in order, from any place, as often as wanted. Frames that are damaged are passed over and
/// counted; frames that were never published end the reading while the owner lives and are passed over when it is dead.
/// One for each sink and journal; the buffer, of <see cref="WindowBytes"/>, may be shared by readers of one thread. Not
/// thread-safe.
/// </summary>
internal sealed class JournalReader(IJournalSegments segments, byte[] buffer)
{
    /// <summary>More than the longest frame, so that every reading either moves on or knows why not.</summary>
    public const int WindowBytes = 1 << 20;

    /// <summary>A reader beside a running writer may see a frame half copied; it looks again this often.</summary>
    private const int LooksAtTornRead = 3;

    private SegmentHeader _header;
    private JournalPosition _at;
    private byte _expectedOrdinal;
    private bool _mayGrow;

    /// <summary>
    /// Reads the frames behind a place. False when there are none (yet). The batch is valid until the next call.
    /// </summary>
    public bool TryRead(JournalPosition place, out JournalBatch batch)
    {
        // Asked before reading: what is read as missing may be published, and the journal be sealed, right after.
        _mayGrow = segments.MayGrow;
        batch = default;
        if (place.Segment == 0)
        {
            return TryLeave(place, damaged: 0, out batch);
        }

        if (!TryEnter(place, out ISegmentSource? segment, out batch))
        {
            return batch.HasProgress;
        }

        for (int look = 1; ; look++)
        {
            ReadOnlySpan<byte> window = Window(segment, place.Offset);
            if (TryReadFrames(place, window, out batch))
            {
                return true;
            }

            if (FrameScanner.IsUnpublished(window))
            {
                return TryPassUnpublished(segment, place, window.Length, out batch);
            }

            if (!_mayGrow || look == LooksAtTornRead)
            {
                return TryPassDamage(segment, place, out batch);
            }
        }
    }

    /// <summary>
    /// Finds the segment and its header. When this returns false there is nothing to read there, and the batch may
    /// carry the way to the next segment.
    /// </summary>
    private bool TryEnter(JournalPosition place, out ISegmentSource segment, out JournalBatch batch)
    {
        batch = default;
        segment = null!;
        if (segments.Open(place.Segment) is not { } opened)
        {
            // Segments go only when everybody has passed them: one that is missing was taken away, unless it was made
            // between this look and the one for the next.
            if (TryLeave(place, damaged: 1, out batch) && segments.Open(place.Segment) is not null)
            {
                batch = default;
            }

            return false;
        }

        segment = opened;
        ReadOnlySpan<byte> start = buffer.AsSpan(0, segment.Read(0, buffer.AsSpan(0, SegmentHeader.FirstFrame)));
        if (SegmentHeader.TryReadEither(start, out _header) && _header.Number == place.Segment)
        {
            Expect(place);
            return true;
        }

        if (!_mayGrow)
        {
            TryLeave(place, CountFramesUnchecked(segment), out batch);
        }

        return false;
    }

    private ReadOnlySpan<byte> Window(ISegmentSource segment, int offset) =>
        buffer.AsSpan(0, segment.Read(offset, buffer));

    private bool TryReadFrames(JournalPosition place, ReadOnlySpan<byte> window, out JournalBatch batch)
    {
        int length = 0;
        int count = 0;
        bool isEnd = place.Offset > _header.Capacity - FrameHeader.Bytes;
        while (!isEnd && FrameScanner.TryRead(window[length..], _header.Salt, out FrameHeader frame))
        {
            isEnd = frame.Kind == RecordKind.SegmentEnd;
            if (!isEnd)
            {
                length += frame.LengthBytes;
                count++;
                _expectedOrdinal = (byte)(frame.Ordinal + 1);
            }
        }

        JournalPosition to = isEnd ? StartOf(place.Segment + 1) : place with { Offset = place.Offset + length };
        _at = to;
        batch = new JournalBatch(place, to, _header.BaseTimeMs, buffer.AsMemory(0, length), count, Damaged: 0);
        return batch.HasProgress;
    }

    /// <summary>
    /// Nothing was published here. While the owner lives, it is about to be. When it is dead, the call never returned
    /// and accepted nothing; what lies behind is found again.
    /// </summary>
    private bool TryPassUnpublished(ISegmentSource segment, JournalPosition place, int windowBytes, out JournalBatch batch)
    {
        batch = default;
        if (_mayGrow)
        {
            return false;
        }

        if (TryFindNext(segment, place.Offset, out FoundFrame found))
        {
            batch = Passed(place, place with { Offset = found.Offset }, damaged: 0);
            _expectedOrdinal = found.Header.Ordinal;
            return true;
        }

        bool isCut = place.Offset + windowBytes < Math.Min(_header.Capacity, place.Offset + WindowBytes);
        return TryLeave(place, isCut ? 1 : 0, out batch);
    }

    private bool TryPassDamage(ISegmentSource segment, JournalPosition place, out JournalBatch batch)
    {
        if (TryFindNext(segment, place.Offset, out FoundFrame found))
        {
            int missing = CountMissing((byte)(found.Header.Ordinal - _expectedOrdinal), found.Offset - place.Offset);
            batch = Passed(place, place with { Offset = found.Offset }, missing);
            _expectedOrdinal = found.Header.Ordinal;
            return true;
        }

        batch = default;
        bool maySettle = _mayGrow && segments.NextAfter(place.Segment) is null;
        return !maySettle && TryLeave(place, CountMissing(0, UsedBytesFrom(segment, place.Offset)), out batch);
    }

    /// <summary>The way to the next segment; false when there is none, as long as that may change.</summary>
    private bool TryLeave(JournalPosition place, int damaged, out JournalBatch batch)
    {
        batch = default;
        if (segments.NextAfter(place.Segment) is not { } next)
        {
            if (_mayGrow || damaged == 0 || segments.Open(place.Segment) is null)
            {
                return false;
            }

            next = place.Segment + 1;
        }

        _at = StartOf(next);
        batch = Passed(place, _at, damaged);
        return true;
    }

    private JournalBatch Passed(JournalPosition place, JournalPosition to, int damaged)
    {
        _at = to;
        return new JournalBatch(place, to, _header.BaseTimeMs, ReadOnlyMemory<byte>.Empty, Count: 0, damaged);
    }

    /// <summary>
    /// How many frames were in a gap: as the ordinals say, modulo 256, and of those numbers the one nearest to a gap
    /// full of points; at least one.
    /// </summary>
    private static int CountMissing(byte ordinalsMissing, int gapBytes)
    {
        int asPoints = gapBytes / 32;
        int rounds = Math.Max(0, (asPoints - ordinalsMissing + 128) / 256);
        return Math.Max(1, ordinalsMissing + (rounds * 256));
    }

    private static JournalPosition StartOf(long segment) => new(segment, SegmentHeader.FirstFrame);

    private void Expect(JournalPosition position)
    {
        if (position.Offset == SegmentHeader.FirstFrame)
        {
            _expectedOrdinal = 0;
        }
        else if (position != _at)
        {
            _expectedOrdinal = OrdinalAt(position);
        }

        _at = position;
    }

    /// <summary>
    /// The number of the frame at a place where reading begins anew: counted from the segment's start.
    /// </summary>
    private byte OrdinalAt(JournalPosition position)
    {
        // Walking the headers is exact as long as they are undamaged; if not, at worst 255 frames are misjudged as
        // missing or not, and only when the very next frame is damaged too.
        ISegmentSource segment = segments.Open(position.Segment)!;
        Span<byte> header = stackalloc byte[FrameHeader.Bytes];
        byte ordinal = 0;
        int offset = SegmentHeader.FirstFrame;
        while (offset < position.Offset && segment.Read(offset, header) == FrameHeader.Bytes)
        {
            var frame = FrameHeader.Read(header);
            ordinal = (byte)(frame.Ordinal + 1);
            offset += Math.Max(FrameHeader.Alignment, frame.LengthBytes);
        }

        return ordinal;
    }

    private bool TryFindNext(ISegmentSource segment, int offset, out FoundFrame found)
    {
        found = default;
        offset += FrameHeader.Alignment;
        while (true)
        {
            ReadOnlySpan<byte> window = Window(segment, offset);
            if (FrameScanner.TryFind(window, 0, _header.Salt, out FoundFrame inWindow))
            {
                found = inWindow with { Offset = offset + inWindow.Offset };
                return true;
            }

            if (window.Length < WindowBytes)
            {
                return false;
            }

            offset += WindowBytes - FrameHeader.MaxFrameBytes; // a frame across the window's end is whole in the next one
        }
    }

    /// <summary>How many bytes behind a place are in use: up to the last one that is not zero.</summary>
    private int UsedBytesFrom(ISegmentSource segment, int offset)
    {
        int used = 0;
        for (int place = offset; ; place += WindowBytes)
        {
            ReadOnlySpan<byte> window = Window(segment, place);
            int last = window.LastIndexOfAnyExcept((byte)0);
            used = last >= 0 ? place - offset + last + 1 : used;
            if (window.Length < WindowBytes)
            {
                return used;
            }
        }
    }

    /// <summary>
    /// How many records a segment without a header held, as if all were points; none when it is all zero.
    /// </summary>
    private int CountFramesUnchecked(ISegmentSource segment) => (UsedBytesFrom(segment, 0) + 31) / 32;
}
