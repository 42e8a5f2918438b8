using System.Globalization;
using System.Text;
using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks.Files;
using Microsoft.Extensions.Logging;

namespace Cairn.Sinks.Text;

/// <summary>
/// Writes every record that is not a number as a line; points and rows are only counted. Not thread-safe.
/// </summary>
internal sealed class TextRecordHandler(LogJournal log) : LogRecordHandler(log)
{
    private const string LogFileName = "training.log";
    private const string EventFileName = "events.log";

    // Fits the longest categories of Cairn itself, and most of what hosts call theirs when they keep them short.
    private const int CategoryWidth = 20;

    // Fits early_stopping, a step below a trillion, and a value with its seventeen digits.
    private const int KindWidth = 16;
    private const int StepWidth = 12;
    private const int ValueWidth = 22;

    private readonly UtcText _time = new(' ', "");
    private readonly UtcText _decisionTime = new(' ', ""); // of its own: both remember the last second
    private readonly PredictionLine _prediction = new(log);
    private LogFile? _predictions;

    public override void WriteCrash(LogRun run) =>
        WriteRunLine(run, run.LastMs, LogLevel.Error, "crashed: its process ended without ending the run");

    /// <summary>Predictions belong to no run: all processes of the store write them into one file.</summary>
    protected override bool TryWritePrediction(LogRun process, in PredictionRecord record)
    {
        LogFile file = _predictions ??= process.File(TextFileNames.Inferences);
        if (!_prediction.TryAppend(file.Pending, _decisionTime.Format(record.Fields.DecidedMs), record))
        {
            return false;
        }

        EndLine(file);
        return true;
    }

    protected override void WriteText(LogRun run, in TextRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.RunStarted:
                WriteRunLine(run, record.TimeMs, LogLevel.Information, DescribeStart(run));
                break;
            case RecordKind.RunEnded:
                WriteEnd(run, record);
                break;
            case RecordKind.Parameter:
                WritePair(run, record, "cairn.parameter"u8);
                break;
            case RecordKind.Tag:
                WritePair(run, record, "cairn.tag"u8);
                break;
            case RecordKind.Note:
                WriteLine(run, record.TimeMs, LogLevel.Information, "cairn.note"u8, record[0]);
                break;
            case RecordKind.LogLine:
                WriteLine(run, record.TimeMs, (LogLevel)record.Level, record[0], record[1], record[2]);
                break;
            case RecordKind.Event:
                WriteEvent(run, record);
                break;
            case RecordKind.RunResumed:
                WriteRunLine(
                    run, record.TimeMs, LogLevel.Information, $"resumed from checkpoint {record.Text(0)}");
                break;
            case RecordKind.Checkpoint:
                WriteCheckpoint(record);
                break;
            case RecordKind.ModelContract:
                WritePair(run, record, "cairn.contract"u8);
                break;
            case RecordKind.PredictionsArchived:
                WriteLine(run, record.TimeMs, LogLevel.Information, "cairn.archive"u8, record[0]);
                break;
        }
    }

    private static string DescribeStart(LogRun run) => run.Number == 0
        ? "started"
        : $"started: {run.Definition.Name} (experiment {run.Definition.Experiment}, id {run.Definition.Id})";

    private void WriteEnd(LogRun run, in TextRecord record)
    {
        var status = (RunStatus)record.Level;
        LogLevel level = status switch
        {
            RunStatus.Completed => LogLevel.Information,
            RunStatus.Killed => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        string seconds = run.SecondsUntil(record.TimeMs).ToString("F3", CultureInfo.InvariantCulture);
        string reason = record[0].IsEmpty ? "" : ": " + record.Text(0);
        WriteRunLine(run, record.TimeMs, level, $"{RunStatusText.Of(status)} after {seconds} s{reason}");
    }

    private void WriteRunLine(LogRun run, long timeMs, LogLevel level, string message) =>
        WriteLine(run, timeMs, level, "cairn.run"u8, Encoding.UTF8.GetBytes(message));

    private void WritePair(LogRun run, in TextRecord record, ReadOnlySpan<byte> category)
    {
        PooledBuffer line = BeginLogLine(run, record.TimeMs, LogLevel.Information, category, out LogFile file);
        VisibleText.AppendLine(line, record[0]);
        line.Append(" = "u8);
        VisibleText.AppendIndented(line, record[1]);
        EndLine(file);
    }

    /// <summary>Events of a run have a list of their own; the end of an epoch is part of its story too.</summary>
    private void WriteEvent(LogRun run, in TextRecord record)
    {
        if (run.Number == 0)
        {
            WriteLine(run, record.TimeMs, (LogLevel)record.Level, record[0], record[1], record[2]);
            return;
        }

        WriteEventRow(run, record);
        if (record[0].SequenceEqual("epoch"u8))
        {
            WriteLine(run, record.TimeMs, (LogLevel)record.Level, "cairn.epoch"u8, record[1]);
        }
    }

    private void WriteEventRow(LogRun run, in TextRecord record)
    {
        LogFile file = run.File(EventFileName);
        PooledBuffer line = file.Pending;
        line.Append(_time.Format(record.TimeMs));
        AppendCell(line, record[0], KindWidth);
        AppendCell(line, record.Step == TextRecord.NoStep ? "" : Invariant(record.Step), StepWidth);
        AppendCell(line, double.IsNaN(record.Value) ? "" : Invariant(record.Value), ValueWidth);
        AppendCell(line, record[1], width: 0);
        if (!record[2].IsEmpty)
        {
            AppendCell(line, record[2], width: 0);
        }

        EndLine(file);
    }

    /// <summary>Checkpoints outlive their runs: all processes of the store say in one file what became of them.</summary>
    private void WriteCheckpoint(in TextRecord record)
    {
        LogFile file = Log.FindRun(0, record.TimeMs)!.File(TextFileNames.Checkpoints); // the process is always known
        CheckpointLine.Append(file.Pending, _time.Format(record.TimeMs), record);
        EndLine(file);
    }

    private void WriteLine(
        LogRun run,
        long timeMs,
        LogLevel level,
        ReadOnlySpan<byte> category,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> details = default)
    {
        PooledBuffer line = BeginLogLine(run, timeMs, level, category, out LogFile file);
        VisibleText.AppendIndented(line, message);
        if (!details.IsEmpty)
        {
            VisibleText.AppendIndented(line, "\n"u8);
            VisibleText.AppendIndented(line, details);
        }

        EndLine(file);
    }

    private PooledBuffer BeginLogLine(
        LogRun run, long timeMs, LogLevel level, ReadOnlySpan<byte> category, out LogFile file)
    {
        file = run.File(run.Number == 0 ? TextFileNames.System : LogFileName);
        PooledBuffer line = file.Pending;
        line.Append(_time.Format(timeMs));
        line.Append(LevelColumn(level));
        VisibleText.AppendColumn(line, category, CategoryWidth);
        line.Append(" | "u8);
        return line;
    }

    private void EndLine(LogFile file)
    {
        file.Pending.Append((byte)'\n');
        Log.EndLine(file);
    }

    private static void AppendCell(PooledBuffer line, ReadOnlySpan<byte> text, int width)
    {
        line.Append(" | "u8);
        VisibleText.AppendColumn(line, text, width);
    }

    private static void AppendCell(PooledBuffer line, string text, int width) =>
        AppendCell(line, Encoding.UTF8.GetBytes(text), width);

    private static string Invariant<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static ReadOnlySpan<byte> LevelColumn(LogLevel level) => level switch
    {
        LogLevel.Trace => " | TRACE | "u8,
        LogLevel.Debug => " | DEBUG | "u8,
        LogLevel.Warning => " | WARN  | "u8,
        LogLevel.Error => " | ERROR | "u8,
        LogLevel.Critical => " | FATAL | "u8,
        _ => " | INFO  | "u8,
    };
}
