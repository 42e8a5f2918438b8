using Cairn.Journal;
using Cairn.Recording;

namespace Cairn.Sinks.Store;

/// <summary>Hands the records of one batch to the writers and counts those that none can take.</summary>
internal struct BatchHandler(StoreIds names, RunWriter runs, SeriesWriter series, EventWriter events)
    : IRecordHandler
{
    /// <summary>The series of the last point: points of a series often come one behind the other.</summary>
    private OpenSeries? _last;
    private uint _lastNumber;

    /// <summary>Records of a kind, or with a field, that this version does not know.</summary>
    public int Malformed { get; private set; }

    /// <summary>
    /// Records with a number that nothing gives a meaning to; of a row, perhaps only some of the values.
    /// </summary>
    public int Undefined { get; private set; }

    public void OnPoint(uint number, long timeMs, long step, double value)
    {
        if (!TryAdd(number, timeMs, step, value))
        {
            Undefined++;
        }
    }

    public void OnRow(long timeMs, long step, ReadOnlySpan<RowValue> values)
    {
        bool isDefined = true;
        foreach (RowValue value in values)
        {
            isDefined &= TryAdd(value.Series, timeMs, step, value.Value);
        }

        if (!isDefined)
        {
            Undefined++;
        }
    }

    public void OnText(in TextRecord record)
    {
        if (!IsKnown(record))
        {
            Malformed++;
            return;
        }

        string? run = record.Run == 0 ? null : names.FindRun(record.Run, record.TimeMs);
        if (run is not null)
        {
            runs.Touch(run, record.TimeMs);
            WriteOfRun(run, record);
        }
        else if (record.Run == 0 && record.Kind is RecordKind.Event or RecordKind.LogLine)
        {
            WriteEvent(null, record);
        }
        else
        {
            Undefined++;
        }
    }

    private static bool IsKnown(in TextRecord record) => record.Kind switch
    {
        RecordKind.RunEnded => (RunStatus)record.Level is > RunStatus.Running and <= RunStatus.Crashed,
        >= RecordKind.RunStarted and <= RecordKind.LogLine => true,
        _ => false,
    };

    private bool TryAdd(uint number, long timeMs, long step, double value)
    {
        if (number != _lastNumber || _last is null)
        {
            if (names.FindSeries(number, timeMs) is not { } found)
            {
                return false;
            }

            (_last, _lastNumber) = (found, number);
        }

        series.Add(_last, step, timeMs, value);
        return true;
    }

    private readonly void WriteOfRun(string run, in TextRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.RunStarted:
                runs.Start(names.Journal, run, record);
                break;
            case RecordKind.RunEnded:
                runs.End(names.Journal, run, record);
                break;
            case RecordKind.Parameter:
                runs.WriteParameter(run, record);
                break;
            case RecordKind.Tag:
                runs.WriteTag(run, record);
                break;
            case RecordKind.Note:
                runs.WriteNote(run, record);
                break;
            default:
                WriteEvent(run, record);
                break;
        }
    }

    private readonly void WriteEvent(string? run, in TextRecord record)
    {
        if (record.Kind == RecordKind.LogLine)
        {
            events.InsertLogLine(run, record);
        }
        else
        {
            events.InsertEvent(run, record);
        }
    }
}
