using System.Runtime.CompilerServices;
using Cairn.Capture;
using Cairn.Journal;
using Cairn.Recording;

namespace Cairn;

/// <summary>
/// A run that was made elsewhere, on its way into the store with its own times. Waits for the store before the journal is
/// full, so that nothing is refused however much there is. One that is never ended is a crashed run. Not thread-safe.
/// </summary>
/// <remarks>Times are milliseconds since 1970, UTC, more than 0. Every method may wait, and throws where the store or the
/// journal cannot be written: <see cref="StoreUnavailableException"/>, <see cref="IOException"/>.</remarks>
internal sealed class ImportedRun(CairnTracker tracker, RunDefinition definition)
{
    /// <summary>Half of the smallest segment that is ready ahead: a burst of this size never meets a full journal.</summary>
    private const int BytesBetweenFlushes = CairnOptions.DefaultSegmentBytes / 2;

    /// <summary>A journal that refuses right after it was emptied this often has no room at all.</summary>
    private const int MaxTries = 10;

    private readonly Recorder _recorder = tracker.Recorder;
    private int _unflushedBytes;

    public string Id => definition.Id;

    public string Name => definition.Name;

    /// <summary>The number of a series, for <see cref="Point"/>. Ask once for each.</summary>
    public uint DefineSeries(string name) => tracker.Names.DefineSeries(definition, Run.Legal(name)).Number;

    public void Point(uint series, long step, long timeMs, double value)
    {
        int bytes = FrameHeader.FrameBytes(Unsafe.SizeOf<RowHeader>() + Unsafe.SizeOf<RowValue>());
        MakeRoom(bytes);
        for (int tries = 1; !_recorder.Row(step, [new RowValue(series, value)], timeMs); tries++)
        {
            WaitForRoom(tries);
        }
    }

    /// <summary>False when the content is too large for a record; then nothing was recorded.</summary>
    public bool TryMedia(MediaKind kind, string name, long step, long timeMs, ReadOnlySpan<byte> content)
    {
        if (content.Length > RecordContent.MaxBytes)
        {
            return false;
        }

        TextRecordHeader header = Header(timeMs, (int)kind) with { Step = step };
        var record = new RecordContent(Run.Legal(name), content);
        MakeRoom(record.PayloadBytes);
        for (int tries = 1; !_recorder.Content(RecordKind.Media, header, record); tries++)
        {
            WaitForRoom(tries);
        }

        return true;
    }

    public void Parameter(string key, object? value, long timeMs) =>
        Text(RecordKind.Parameter, Header(timeMs), Run.Legal(key), JsonCapture.Value(Run.Legal(key), value));

    public void Tag(string key, string value, long timeMs) => Text(RecordKind.Tag, Header(timeMs), key, value);

    /// <summary>After this returns, the run is in the store as it is.</summary>
    public void End(RunStatus status, string reason, long timeMs)
    {
        Text(RecordKind.RunEnded, Header(timeMs, (int)status), reason, JsonCapture.Object(null));
        Flush();
    }

    /// <summary>After this returns, everything recorded so far is in the store.</summary>
    public void Flush()
    {
        tracker.FlushAsync().GetAwaiter().GetResult();
        _unflushedBytes = 0;
    }

    internal void Begin(long timeMs)
    {
        tracker.Names.Define(definition);
        Text(RecordKind.RunStarted, Header(timeMs), JsonCapture.Object(null), JsonCapture.Object(null));
    }

    private void Text(RecordKind kind, TextRecordHeader header, string first, string second)
    {
        var texts = new RecordTexts(2, first, second);
        MakeRoom(texts.PayloadBytes);
        for (int tries = 1; !_recorder.Text(kind, header, texts); tries++)
        {
            WaitForRoom(tries);
        }
    }

    private TextRecordHeader Header(long timeMs, int level = 0) =>
        TextRecordHeader.Of(definition.Number, level) with { TimeMs = timeMs };

    private void MakeRoom(int bytes)
    {
        if (_unflushedBytes + bytes > BytesBetweenFlushes)
        {
            Flush();
        }

        _unflushedBytes += bytes;
    }

    private void WaitForRoom(int tries)
    {
        if (tries == MaxTries)
        {
            throw new IOException(
                $"The journal of {tracker.Folder} takes no more records, so run {Id} is not whole. "
                + "`cairn doctor` looks for the cause.");
        }

        Flush();
    }
}
