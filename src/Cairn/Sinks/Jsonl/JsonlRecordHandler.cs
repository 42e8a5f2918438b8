using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks.Files;
using Cairn.Storage;

namespace Cairn.Sinks.Jsonl;

/// <summary>Writes points and rows as lines, the begin and the end of a run as documents. Not thread-safe.</summary>
internal sealed class JsonlRecordHandler(LogJournal log, LogStorage storage) : LogRecordHandler(log)
{
    private const string TrainingFile = "training_metrics.jsonl";
    private const string SystemFile = "system_metrics.jsonl";

    // Read by programs and by people with `tail`, never as part of a web page: letters stay letters.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions LineOptions = new() { Encoder = Encoder, SkipValidation = true };

    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText Step = JsonEncodedText.Encode("step");
    private static readonly JsonEncodedText NotANumber = JsonEncodedText.Encode("NaN");
    private static readonly JsonEncodedText PositiveInfinity = JsonEncodedText.Encode("Infinity");
    private static readonly JsonEncodedText NegativeInfinity = JsonEncodedText.Encode("-Infinity");

    private readonly UtcText _time = new('T', "Z");
    private readonly Utf8JsonWriter _json = new(Stream.Null, LineOptions); // led to a file by every line
    private readonly HashSet<LogFile> _rowFiles = []; // of the present row: at most two for each run in it

    public override void Dispose()
    {
        _json.Dispose();
        base.Dispose();
    }

    public override void WriteCrash(LogRun run) =>
        RunDocuments.WriteSummary(storage, run, run.LastMs, RunStatus.Crashed, reason: "", summary: "");

    /// <summary>The names that every line has anyway are given to a series of that name with a prefix.</summary>
    protected override LogSeries Define(LogRun run, SeriesDefinition series)
    {
        bool isSystem = series.Name.StartsWith(SystemSeries.Prefix, StringComparison.Ordinal);
        string name = series.Name is "timestamp" or "step" ? "series/" + series.Name : series.Name;
        LogFile file = run.File(isSystem ? SystemFile : TrainingFile);
        return new JsonlSeries(run, file, JsonEncodedText.Encode(name, Encoder));
    }

    protected override void WritePoint(LogSeries series, long timeMs, long step, double value)
    {
        var target = (JsonlSeries)series;
        BeginLine(target.File, timeMs, step);
        WriteValue(target.Name, value);
        EndLine(target.File);
    }

    /// <summary>One line for each file that values of the row belong to.</summary>
    protected override void WriteRow(
        long timeMs, long step, ReadOnlySpan<RowValue> values, ReadOnlySpan<LogSeries?> series)
    {
        foreach (LogSeries? first in series)
        {
            if (first is JsonlSeries { File: { } file } && _rowFiles.Add(file))
            {
                WriteRowTo(file, timeMs, step, values, series);
            }
        }

        _rowFiles.Clear();
    }

    protected override void WriteText(LogRun run, in TextRecord record)
    {
        if (run.Number == 0)
        {
            return;
        }

        switch (record.Kind)
        {
            case RecordKind.RunStarted:
                RunDocuments.WriteConfig(storage, run, configuration: record.Text(0), environment: record.Text(1));
                break;
            case RecordKind.RunEnded:
                RunDocuments.WriteSummary(
                    storage, run, record.TimeMs, (RunStatus)record.Level, record.Text(0), record.Text(1));
                break;
        }
    }

    private void WriteRowTo(
        LogFile file, long timeMs, long step, ReadOnlySpan<RowValue> values, ReadOnlySpan<LogSeries?> series)
    {
        BeginLine(file, timeMs, step);
        for (int i = 0; i < values.Length; i++)
        {
            if (series[i] is JsonlSeries target && target.File == file)
            {
                WriteValue(target.Name, values[i].Value);
            }
        }

        EndLine(file);
    }

    private void BeginLine(LogFile file, long timeMs, long step)
    {
        _json.Reset(file.Pending);
        _json.WriteStartObject();
        _json.WriteString(Timestamp, _time.Format(timeMs));
        _json.WriteNumber(Step, step);
    }

    /// <summary>JSON has no word for what is not a finite number: these strings stand for it.</summary>
    private void WriteValue(JsonEncodedText name, double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumber(name, value);
        }
        else
        {
            _json.WriteString(
                name, double.IsNaN(value) ? NotANumber : value > 0 ? PositiveInfinity : NegativeInfinity);
        }
    }

    private void EndLine(LogFile file)
    {
        _json.WriteEndObject();
        _json.Flush();
        file.Pending.Append((byte)'\n');
        Log.EndLine(file);
    }
}
