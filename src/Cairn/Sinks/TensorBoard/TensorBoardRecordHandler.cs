using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks.Files;
using Cairn.Statistics;
using Cairn.TensorBoard;
using Cairn.TensorBoard.Encoding;

namespace Cairn.Sinks.TensorBoard;

/// <summary>Writes what runs record as TensorBoard's events. Not thread-safe.</summary>
/// <remarks>
/// Every value says which plugin shows it: TensorBoard needs that of the first only, but so the bytes follow from the
/// records alone, whatever a process before this one had written, and a file can be read without those before it.
/// </remarks>
internal sealed class TensorBoardRecordHandler(LogJournal log) : LogRecordHandler(log)
{
    private static readonly string NoteTag = MediaTag.Of("note", MediaKind.Text);

    public override void WriteCrash(LogRun run) => EndSession(run, run.LastMs, RunStatus.Crashed);

    protected override LogSeries Define(LogRun run, SeriesDefinition series) => new TensorBoardSeries(run, series.Name);

    protected override void WritePoint(LogSeries series, long timeMs, long step, double value)
    {
        var known = (TensorBoardSeries)series;
        LogFile file = known.IsSystem ? FileOf(known.Run, timeMs) : BeginSession(known.Run, timeMs);
        EventEncoder.WriteScalar(file.Pending, Seconds(timeMs), step, known.Tag, value, isFirst: true);
        Log.EndLine(file);
    }

    protected override void WriteRow(
        long timeMs, long step, ReadOnlySpan<RowValue> values, ReadOnlySpan<LogSeries?> series)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (series[i] is { } known)
            {
                WritePoint(known, timeMs, step, values[i].Value);
            }
        }
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
                BeginFile(run, record.TimeMs, record.TimeMs, step: 0);
                run.Held = HeldHparams.Of(record[0]);
                break;
            case RecordKind.RunResumed:
                BeginFile(run, record.TimeMs, Math.Max(record.TimeMs, record.Step), EndOfKeptSteps(record));
                break;
            case RecordKind.Parameter when run.Held.Length > 0:
                run.Held = HeldHparams.With(run.Held, record.Text(0), record[1]);
                break;
            case RecordKind.Media:
                WriteMedia(run, record);
                break;
            case RecordKind.Note:
                LogFile file = FileOf(run, record.TimeMs);
                EventEncoder.WriteText(file.Pending, Seconds(record.TimeMs), 0, NoteTag, record[0], isFirst: true);
                Log.EndLine(file);
                break;
            case RecordKind.RunEnded:
                EndSession(run, record.TimeMs, (RunStatus)record.Level);
                break;
        }
    }

    /// <summary>The first step behind all that the store keeps; null where it is not known.</summary>
    private static long? EndOfKeptSteps(in TextRecord record) =>
        double.IsFinite(record.Value) ? (long)record.Value : null;

    private static double Seconds(long timeMs) => timeMs / 1000d;

    /// <summary>A file of its own for each beginning of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="timeMs">The time of the record.</param>
    /// <param name="begunMs">When the run was begun: later than all times before, whatever the clock says.</param>
    /// <param name="step">What earlier files say of this step and later ones is taken back.</param>
    private void BeginFile(LogRun run, long timeMs, long begunMs, long? step)
    {
        LogFile file = run.File(EventFileName.Of(begunMs, Log.JournalId));
        if (step is { } known)
        {
            EventEncoder.WriteSessionStart(file.Pending, Seconds(timeMs), known);
        }

        Log.EndLine(file);
    }

    /// <summary>
    /// The file that was begun last. The cursor may know of a later one whose beginning is not yet among what was taken,
    /// when a batch in which a run goes on was not written whole: what comes before that beginning is not for it.
    /// </summary>
    private LogFile FileOf(LogRun run, long timeMs) =>
        run.Files.LastOrDefault(static file => file.IsTouched || file.CommittedLength > 0)
        ?? run.File(EventFileName.Of(timeMs, Log.JournalId));

    /// <summary>
    /// Says with which hyperparameters the run goes, before the first thing that comes of them: TensorBoard takes the first
    /// such record of a run, so it waits for parameters that are set behind the start.
    /// </summary>
    private LogFile BeginSession(LogRun run, long timeMs)
    {
        LogFile file = FileOf(run, timeMs);
        if (run.Held.Length > 0)
        {
            Dictionary<string, object> hparams = HeldHparams.Read(run.Held);
            run.Held = "";
            EventEncoder.WriteHparamStart(file.Pending, Seconds(timeMs), hparams, group: "");
        }

        return file;
    }

    private void EndSession(LogRun run, long timeMs, RunStatus status)
    {
        LogFile file = BeginSession(run, timeMs);
        EventEncoder.WriteHparamEnd(file.Pending, Seconds(timeMs), status);
        Log.EndLine(file);
    }

    /// <summary>What is not as its kind demands is left out; the store has it.</summary>
    private void WriteMedia(LogRun run, in TextRecord record)
    {
        LogFile file = BeginSession(run, record.TimeMs);
        double time = Seconds(record.TimeMs);
        var kind = (MediaKind)record.Level;
        string tag = MediaTag.Of(record.Text(0), kind);
        MediaEvent.TryWrite(file.Pending, kind, time, record.Step, tag, record[1], isFirst: true);
        Log.EndLine(file);
    }
}
