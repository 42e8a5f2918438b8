using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Tests.Sinks.Store;

/// <summary>Makes a batch of frames as the journal's reader would hand it over.</summary>
internal sealed class BatchBuilder(TestJournal journal)
{
    public const long BaseTimeMs = 1_800_000_000_000;

    private readonly List<byte> _frames = [];
    private int _count;

    public BatchBuilder Point(uint series, long step, double value, int timeDeltaMs = 0)
    {
        var point = new PointPayload { Series = series, TimeDeltaMs = timeDeltaMs, Step = step, Value = value };
        return Frame(RecordKind.Point, MemoryMarshal.AsBytes(new ReadOnlySpan<PointPayload>(in point)));
    }

    public BatchBuilder Points(uint series, int count, long firstStep = 0, Func<long, double>? value = null)
    {
        for (long step = firstStep; step < firstStep + count; step++)
        {
            Point(series, step, value is null ? step : value(step), (int)step);
        }

        return this;
    }

    public BatchBuilder Row(long step, params ReadOnlySpan<RowValue> values)
    {
        var header = new RowHeader { TimeMs = BaseTimeMs, Step = step, Count = values.Length };
        return Frame(
            RecordKind.Row,
            [.. MemoryMarshal.AsBytes(new ReadOnlySpan<RowHeader>(in header)), .. MemoryMarshal.AsBytes(values)]);
    }

    public BatchBuilder Text(RecordKind kind, uint run, TextRecordHeader header, params ReadOnlySpan<string> texts)
    {
        header.Run = run;
        header.TimeMs += BaseTimeMs;
        var written = new RecordTexts(
            texts.Length,
            texts.Length > 0 ? texts[0] : "",
            texts.Length > 1 ? texts[1] : "",
            texts.Length > 2 ? texts[2] : "",
            texts.Length > 3 ? texts[3] : "");
        byte[] payload = new byte[FrameHeader.FrameBytes(written.PayloadBytes) - FrameHeader.Bytes];
        written.Write(payload, header);
        return Frame(kind, payload);
    }

    public BatchBuilder Text(RecordKind kind, uint run, params ReadOnlySpan<string> texts) =>
        Text(kind, run, new TextRecordHeader { Step = TextRecord.NoStep, Value = double.NaN }, texts);

    public BatchBuilder Start(uint run, long timeMs = 0, string configuration = "{}", string environment = "{}") =>
        Text(RecordKind.RunStarted, run, new TextRecordHeader { TimeMs = timeMs }, configuration, environment);

    public BatchBuilder End(
        uint run, long timeMs = 0, RunStatus status = RunStatus.Completed, string reason = "", string summary = "{}") =>
        Text(RecordKind.RunEnded, run, new TextRecordHeader { TimeMs = timeMs, Level = (byte)status }, reason, summary);

    public BatchBuilder Frame(RecordKind kind, ReadOnlySpan<byte> payload)
    {
        int length = FrameHeader.FrameBytes(payload.Length);
        Span<byte> frame = new byte[length];
        payload.CopyTo(frame[FrameHeader.Bytes..]);
        uint description = FrameHeader.Describe(length, kind, (byte)_count);
        uint crc = FrameHeader.Checksum(0, description, frame[FrameHeader.Bytes..]);
        ulong header = FrameHeader.Pack(description, crc);
        Unsafe.WriteUnaligned(ref frame[0], header);
        _frames.AddRange(frame);
        _count++;
        return this;
    }

    /// <summary>The batch, from where the one before ended.</summary>
    public JournalBatch Build(int damaged = 0)
    {
        JournalPosition start = journal.Position;
        journal.Position = start with { Offset = start.Offset + _frames.Count };
        return new JournalBatch(start, journal.Position, BaseTimeMs, _frames.ToArray(), _count, damaged);
    }
}
