using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Sinks.Files;

/// <summary>
/// Finds the run of every record, keeps account of runs and counts; what is written, and where, is up to the sink. One
/// per journal, which owns the journal's log. Not thread-safe.
/// </summary>
internal abstract class LogRecordHandler(LogJournal log) : IRecordHandler, IDisposable
{
    private readonly Dictionary<uint, LogSeries> _series = []; // bounded by the series of the journal's catalog
    private LogSeries?[] _row = []; // scratch: the series of the present row. Bounded by the longest row

    public LogJournal Log => log;

    /// <summary>Records since <see cref="ResetCounts"/>, those included that this sink does not write down.</summary>
    public long Stored { get; private set; }

    /// <summary>Records since <see cref="ResetCounts"/> of which something has no name any more.</summary>
    public long Undefined { get; private set; }

    public void ResetCounts() => Stored = Undefined = 0;

    public void OnPoint(uint series, long timeMs, long step, double value)
    {
        LogSeries? known = FindSeries(series, timeMs);
        Count(known is not null);
        if (known is not null)
        {
            WritePoint(known, timeMs, step, value);
        }
    }

    public void OnRow(long timeMs, long step, ReadOnlySpan<RowValue> values)
    {
        if (_row.Length < values.Length)
        {
            _row = new LogSeries?[values.Length];
        }

        bool isDefined = true;
        for (int i = 0; i < values.Length; i++)
        {
            _row[i] = FindSeries(values[i].Series, timeMs);
            isDefined &= _row[i] is not null;
        }

        Count(isDefined);
        WriteRow(timeMs, step, values, _row.AsSpan(0, values.Length));
    }

    public void OnText(in TextRecord record)
    {
        LogRun? run = log.FindRun(record.Run, record.TimeMs);
        Count(run is not null);
        if (run is null)
        {
            return;
        }

        run.See(record.TimeMs);
        if (record.Kind == RecordKind.RunStarted && run.Number != 0)
        {
            run.Start(record.TimeMs);
        }
        else if (record.Kind == RecordKind.RunResumed && run.Number != 0)
        {
            run.Resume(record.TimeMs);
        }
        else if (record.Kind == RecordKind.RunEnded)
        {
            run.End();
        }

        WriteText(run, record);
    }

    public void OnPrediction(in PredictionRecord record)
    {
        LogRun process = log.FindRun(0, record.Fields.TimeMs)!; // the process is always known
        process.See(record.Fields.TimeMs);
        Count(TryWritePrediction(process, record));
    }

    /// <summary>Writes down that the process died with this run, at the time of its last record.</summary>
    public abstract void WriteCrash(LogRun run);

    /// <summary>Closes the files of the journal.</summary>
    public virtual void Dispose() => log.Dispose();

    protected virtual LogSeries Define(LogRun run, SeriesDefinition series) => new(run);

    protected virtual void WritePoint(LogSeries series, long timeMs, long step, double value)
    {
    }

    /// <param name="timeMs">When it was recorded.</param>
    /// <param name="step">The step of all values.</param>
    /// <param name="values">What was recorded.</param>
    /// <param name="series">The series of each value; null where the definition is lost.</param>
    protected virtual void WriteRow(
        long timeMs, long step, ReadOnlySpan<RowValue> values, ReadOnlySpan<LogSeries?> series)
    {
    }

    /// <summary>False when something of it has no name any more.</summary>
    protected virtual bool TryWritePrediction(LogRun process, in PredictionRecord record) => true;

    protected abstract void WriteText(LogRun run, in TextRecord record);

    private LogSeries? FindSeries(uint number, long timeMs)
    {
        if (!_series.TryGetValue(number, out LogSeries? series) || series.Run.IsForgotten)
        {
            if (log.FindSeries(number) is not { } definition
                || log.FindRun(definition.Run.Number, timeMs) is not { } run)
            {
                return null;
            }

            _series[number] = series = Define(run, definition);
        }

        series.Run.See(timeMs);
        return series;
    }

    private void Count(bool isDefined)
    {
        if (isDefined)
        {
            Stored++;
        }
        else
        {
            Undefined++;
        }
    }
}
