using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks;

namespace Cairn.Tests.Sinks.Files;

/// <summary>
/// A journal whose records a test writes down, each one second after the one before, and cuts into batches. Frames are
/// encoded as the recorder encodes them, but for the checksum, which sinks never see.
/// </summary>
internal sealed class ScriptedJournal(string folder, string logDirectory) : IDrainedJournal
{
    private readonly Dictionary<uint, RunDefinition> _runs = [];
    private readonly Dictionary<uint, SeriesDefinition> _series = [];
    private readonly Dictionary<uint, LabelDefinition> _labels = [];
    private readonly List<byte> _frames = [];
    private JournalPosition _at = new(1, 64);
    private int _count;

    public string Id => Path.GetFileName(folder);

    public string Folder => folder;

    public string LogDirectory => logDirectory;

    public DateTimeOffset Now { get; set; } = Time("2026-11-21T14:35:00.123Z");

    private static long BaseTimeMs => Time("2026-11-21T14:00:00Z").ToUnixTimeMilliseconds();

    public RunDefinition? FindRun(uint run) => _runs.GetValueOrDefault(run);

    public SeriesDefinition? FindSeries(uint series) => _series.GetValueOrDefault(series);

    public LabelDefinition? FindLabel(uint label) => _labels.GetValueOrDefault(label);

    public void DefineLabel(uint number, string text, string digest = "") =>
        _labels[number] = new LabelDefinition(number, text, digest);

    public RunDefinition DefineRun(string logFolder)
    {
        uint number = (uint)_runs.Count + 1;
        return _runs[number] = new(number, $"id{number}", "toto", $"attempt {number}", logFolder);
    }

    public uint DefineSeries(RunDefinition run, string name)
    {
        uint number = (uint)_series.Count + 1;
        _series[number] = new(number, run, name);
        return number;
    }

    public ScriptedJournal Point(uint series, long step, double value)
    {
        int deltaMs = (int)(Tick() - BaseTimeMs);
        PointPayload point = new() { Series = series, TimeDeltaMs = deltaMs, Step = step, Value = value };
        MemoryMarshal.Write(Frame(RecordKind.Point, Unsafe.SizeOf<PointPayload>()), point);
        return this;
    }

    public ScriptedJournal Row(long step, params ReadOnlySpan<(uint Series, double Value)> values)
    {
        RowHeader header = new() { TimeMs = Tick(), Step = step, Count = values.Length };
        int headerBytes = Unsafe.SizeOf<RowHeader>();
        Span<byte> payload = Frame(RecordKind.Row, headerBytes + (values.Length * Unsafe.SizeOf<RowValue>()));
        MemoryMarshal.Write(payload, header);
        Span<RowValue> places = MemoryMarshal.Cast<byte, RowValue>(payload[headerBytes..]);
        for (int i = 0; i < values.Length; i++)
        {
            places[i] = new RowValue(values[i].Series, values[i].Value);
        }

        return this;
    }

    public ScriptedJournal Text(
        RecordKind kind, RunDefinition? run, int level, string first, string second = "", string third = "") =>
        Text(kind, run?.Number ?? 0, level, TextRecord.NoStep, double.NaN, first, second, third);

    public ScriptedJournal Text(
        RecordKind kind,
        uint run,
        int level,
        long step,
        double value,
        string first,
        string second = "",
        string third = "",
        string fourth = "")
    {
        TextRecordHeader header = new()
        {
            Run = run,
            Level = (byte)level,
            TimeMs = Tick(),
            Step = step,
            Value = value,
        };
        RecordTexts texts = new(TextRecord.MaxTexts, first, second, third, fourth);
        texts.Write(Frame(kind, texts.PayloadBytes), header);
        return this;
    }

    /// <summary>Something to look at, whose content is no text.</summary>
    public ScriptedJournal Media(RunDefinition run, MediaKind kind, string name, long step, ReadOnlySpan<byte> content)
    {
        TextRecordHeader header = TextRecordHeader.Of(run.Number, (int)kind) with { Step = step, TimeMs = Tick() };
        RecordContent record = new(name, content);
        record.Write(Frame(RecordKind.Media, record.PayloadBytes), header);
        return this;
    }

    /// <summary>A prediction without probabilities and features, of the time that it says itself.</summary>
    public ScriptedJournal Prediction(PredictionPayload fields)
    {
        MemoryMarshal.Write(Frame(RecordKind.Prediction, Unsafe.SizeOf<PredictionPayload>()), fields);
        return this;
    }

    /// <summary>Everything since the last cut.</summary>
    public JournalBatch Cut(int damaged = 0)
    {
        JournalPosition begin = _at;
        _at = begin with { Offset = begin.Offset + _frames.Count };
        JournalBatch batch = new(begin, _at, BaseTimeMs, _frames.ToArray(), _count, damaged);
        _frames.Clear();
        _count = 0;
        return batch;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private long Tick()
    {
        long now = Now.ToUnixTimeMilliseconds();
        Now = Now.AddSeconds(1);
        return now;
    }

    private Span<byte> Frame(RecordKind kind, int payloadBytes)
    {
        int length = FrameHeader.FrameBytes(payloadBytes);
        int at = _frames.Count;
        CollectionsMarshal.SetCount(_frames, at + length);
        Span<byte> frame = CollectionsMarshal.AsSpan(_frames)[at..];
        uint description = FrameHeader.Describe(length, kind, (byte)_count++);
        BinaryPrimitives.WriteUInt64LittleEndian(frame, FrameHeader.Pack(description, crc: 0));
        return frame[FrameHeader.Bytes..];
    }
}
