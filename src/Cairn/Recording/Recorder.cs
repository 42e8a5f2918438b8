using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cairn.Journal;

namespace Cairn.Recording;

/// <summary>
/// Turns a call into a frame of the journal. The hot path of Cairn: no allocation, no lock, no I/O, no exception. A
/// record is accepted when the method returns true: from then on it survives the death of the process. Safe for any
/// number of threads.
/// </summary>
internal sealed unsafe class Recorder(JournalWriter journal, JournalClock clock)
{
    /// <summary>
    /// One call in 8 KB of journal (256 points) is timed: two clock calls in 256 cost less than half a nanosecond a
    /// call.
    /// These are the bits of the tail that are zero in the first 32 bytes of every 8 KB.
    /// </summary>
    private const uint SampleMask = 0x1FE0;

    /// <summary>The first calls are all timed, so that a short run can tell, too.</summary>
    private const int CallsTimedAtFirst = 256;

    private static readonly int PointBytes = FrameHeader.FrameBytes(Unsafe.SizeOf<PointPayload>());

    private uint _sampleMask;

    public CallTimer Timer { get; } = new();

    /// <summary>Records a point of a series.</summary>
    public void Point(uint series, long step, double value)
    {
        JournalSegment segment = journal.Current;
        if ((segment.TailHint & _sampleMask) == 0)
        {
            PointTimed(series, step, value);
            return;
        }

        PointUntimed(segment, series, step, value);
    }

    /// <summary>Records several values at one step; at a time of 0 now. False when it was refused.</summary>
    public bool Row(long step, ReadOnlySpan<RowValue> values, long timeMs = 0)
    {
        // asked before the reservation: nothing between that and publishing may throw
        long now = timeMs == 0 ? clock.NowMs : timeMs;
        int length = FrameHeader.FrameBytes(Unsafe.SizeOf<RowHeader>() + (values.Length * Unsafe.SizeOf<RowValue>()));
        if (!TryReserve(length, out JournalSegment segment, out byte* frame, out byte ordinal))
        {
            return false;
        }

        var header = (RowHeader*)(frame + FrameHeader.Bytes);
        *header = new RowHeader { TimeMs = now, Step = step, Count = values.Length };
        values.CopyTo(new Span<RowValue>(header + 1, values.Length));
        Publish(segment, frame, length, RecordKind.Row, ordinal);
        return true;
    }

    /// <summary>Records texts; where the header has no time, now. False when they were refused.</summary>
    public bool Text(RecordKind kind, TextRecordHeader header, RecordTexts texts)
    {
        header.TimeMs = header.TimeMs == 0 ? clock.NowMs : header.TimeMs;
        int length = FrameHeader.FrameBytes(texts.PayloadBytes);
        if (!TryReserve(length, out JournalSegment segment, out byte* frame, out byte ordinal))
        {
            return false;
        }

        texts.Write(new Span<byte>(frame + FrameHeader.Bytes, length - FrameHeader.Bytes), header);
        Publish(segment, frame, length, kind, ordinal);
        return true;
    }

    /// <summary>Records bytes under a name. False when they were refused; they must fit into a frame.</summary>
    public bool Content(RecordKind kind, TextRecordHeader header, in RecordContent content)
    {
        header.TimeMs = header.TimeMs == 0 ? clock.NowMs : header.TimeMs;
        int length = FrameHeader.FrameBytes(content.PayloadBytes);
        if (!TryReserve(length, out JournalSegment segment, out byte* frame, out byte ordinal))
        {
            return false;
        }

        content.Write(new Span<byte>(frame + FrameHeader.Bytes, length - FrameHeader.Bytes), header);
        Publish(segment, frame, length, kind, ordinal);
        return true;
    }

    /// <summary>Records a prediction. False when it was refused.</summary>
    public bool Prediction(
        in PredictionPayload fields, ReadOnlySpan<LabelProbability> probabilities, ReadOnlySpan<float> features)
    {
        int probabilityBytes = probabilities.Length * Unsafe.SizeOf<LabelProbability>();
        int payloadBytes = Unsafe.SizeOf<PredictionPayload>() + probabilityBytes + (features.Length * sizeof(float));
        int length = FrameHeader.FrameBytes(payloadBytes);
        if (!TryReserve(length, out JournalSegment segment, out byte* frame, out byte ordinal))
        {
            return false;
        }

        var payload = new Span<byte>(frame + FrameHeader.Bytes, length - FrameHeader.Bytes);
        MemoryMarshal.Write(payload, fields);
        payload = payload[Unsafe.SizeOf<PredictionPayload>()..];
        MemoryMarshal.AsBytes(probabilities).CopyTo(payload);
        payload = payload[probabilityBytes..];
        MemoryMarshal.AsBytes(features).CopyTo(payload);
        payload[(features.Length * sizeof(float))..].Clear(); // the padding is part of what the CRC covers
        Publish(segment, frame, length, RecordKind.Prediction, ordinal);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PointUntimed(JournalSegment segment, uint series, long step, double value)
    {
        long sinceBase = clock.NowMs - segment.BaseTimeMs;
        if (sinceBase != (int)sinceBase || !segment.TryReserve(PointBytes, out byte* frame, out byte ordinal))
        {
            PointElsewhere(series, step, value);
            return;
        }

        WritePoint(segment, frame, ordinal, series, (int)sinceBase, step, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WritePoint(
        JournalSegment segment, byte* frame, byte ordinal, uint series, int sinceBase, long step, double value)
    {
        uint description = FrameHeader.Describe(PointBytes, RecordKind.Point, ordinal);
        ulong first = series | ((ulong)(uint)sinceBase << 32);
        ulong third = BitConverter.DoubleToUInt64Bits(value);
        ulong* words = (ulong*)frame;
        words[1] = first;
        words[2] = (ulong)step;
        words[3] = third;

        uint crc = BitOperations.Crc32C(segment.Salt, description);
        crc = BitOperations.Crc32C(crc, first);
        crc = BitOperations.Crc32C(crc, (ulong)step);
        crc = BitOperations.Crc32C(crc, third);
        JournalSegment.Publish(frame, description, crc);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PointTimed(uint series, long step, double value)
    {
        long begun = Stopwatch.GetTimestamp();
        PointUntimed(journal.Current, series, step, value);
        Timer.Add(Stopwatch.GetTimestamp() - begun);
        if (Timer.Calls >= CallsTimedAtFirst)
        {
            _sampleMask = SampleMask;
        }
    }

    /// <summary>The segment is full, or its base time is more than 24 days away, which only a row can say.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PointElsewhere(uint series, long step, double value)
    {
        JournalSegment segment = journal.Current;
        long now = clock.NowMs;
        long sinceBase = now - segment.BaseTimeMs;
        if (!segment.IsSealed && sinceBase != (int)sinceBase)
        {
            Row(step, [new RowValue(series, value)]);
            return;
        }

        if (TryReserve(PointBytes, out segment, out byte* frame, out byte ordinal))
        {
            sinceBase = Math.Clamp(now - segment.BaseTimeMs, int.MinValue, int.MaxValue);
            WritePoint(segment, frame, ordinal, series, (int)sinceBase, step, value);
        }
    }

    private bool TryReserve(int length, out JournalSegment segment, out byte* frame, out byte ordinal)
    {
        do
        {
            segment = journal.Current;
            if (segment.TryReserve(length, out frame, out ordinal))
            {
                return true;
            }
        }
        while (journal.TryAdvance(segment));

        return false;
    }

    private static void Publish(JournalSegment segment, byte* frame, int length, RecordKind kind, byte ordinal)
    {
        uint description = FrameHeader.Describe(length, kind, ordinal);
        var payload = new ReadOnlySpan<byte>(frame + FrameHeader.Bytes, length - FrameHeader.Bytes);
        JournalSegment.Publish(frame, description, FrameHeader.Checksum(segment.Salt, description, payload));
    }
}
