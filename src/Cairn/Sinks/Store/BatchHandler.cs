using Cairn.Journal;
using Cairn.Recording;
using Cairn.Sinks.Store.Predictions;

namespace Cairn.Sinks.Store;

/// <summary>Hands the records of one batch to the writers and counts those that none can take.</summary>
internal struct BatchHandler(StoreIds names, RecordWriters writers) : IRecordHandler
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
            writers.Runs.Touch(run, record.TimeMs);
            WriteOfRun(run, record);
        }
        else if (record.Run == 0 && IsOfProcess(record.Kind))
        {
            WriteOfAnyone(null, record);
        }
        else
        {
            Undefined++;
        }
    }

    public void OnPrediction(in PredictionRecord record)
    {
        PredictionFate fate = writers.Predictions.Write(names, record);
        Undefined += fate == PredictionFate.Undefined ? 1 : 0;
        Malformed += fate == PredictionFate.Malformed ? 1 : 0;
    }

    private static bool IsKnown(in TextRecord record) => record.Kind switch
    {
        RecordKind.RunEnded => (RunStatus)record.Level is > RunStatus.Running and <= RunStatus.Crashed,
        RecordKind.Checkpoint => Enum.IsDefined(CheckpointRecord.ActionOf(record)),
        RecordKind.Media => Enum.IsDefined((MediaKind)record.Level),
        >= RecordKind.RunStarted and <= RecordKind.PerformanceRebuild => true,
        _ => false,
    };

    /// <summary>What may belong to no run.</summary>
    private static bool IsOfProcess(RecordKind kind) =>
        kind is RecordKind.Event or RecordKind.LogLine or RecordKind.Checkpoint or RecordKind.CheckpointModel
            or (>= RecordKind.Outcome and <= RecordKind.PerformanceRebuild);

    private bool TryAdd(uint number, long timeMs, long step, double value)
    {
        if (number != _lastNumber || _last is null or { IsReplaced: true })
        {
            if (names.FindSeries(number, timeMs) is not { } found)
            {
                return false;
            }

            (_last, _lastNumber) = (found, number);
        }

        writers.Series.Add(_last, step, timeMs, value);
        return true;
    }

    private void WriteOfRun(string run, in TextRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.RunStarted:
                writers.Runs.Start(names.Journal, run, record);
                break;
            case RecordKind.RunEnded:
                writers.Runs.End(names.Journal, run, record);
                break;
            case RecordKind.Parameter:
                writers.Runs.WriteParameter(run, record);
                break;
            case RecordKind.Tag:
                writers.Runs.WriteTag(run, record);
                break;
            case RecordKind.Note:
                writers.Runs.WriteNote(run, record);
                break;
            case RecordKind.CheckpointMark:
                writers.Marks.Mark(run, record.Text(0));
                break;
            case RecordKind.Media:
                writers.Media.Insert(run, record);
                break;
            case RecordKind.RunResumed:
                Resume(run, record);
                break;
            default:
                WriteOfAnyone(run, record);
                break;
        }
    }

    private readonly void Resume(string run, in TextRecord record)
    {
        if (writers.Runs.TryResume(names.Journal, run, record))
        {
            writers.Marks.TakeBack(run, record);
        }
        else
        {
            writers.Marks.RefuseTakingBack(run, record);
        }
    }

    private void WriteOfAnyone(string? run, in TextRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.LogLine:
                writers.Events.InsertLogLine(run, record);
                break;
            case RecordKind.Event:
                writers.Events.InsertEvent(run, record);
                break;
            case RecordKind.Checkpoint:
                Malformed += writers.Checkpoints.TryWrite(record) ? 0 : 1;
                break;
            case RecordKind.CheckpointModel:
                Malformed += writers.Checkpoints.TryWriteModel(record) ? 0 : 1;
                break;
            default:
                Malformed += writers.Predictions.TryWrite(record) ? 0 : 1;
                break;
        }
    }
}
