using Cairn.Recording;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Notices when a checkpoint is given another number of features than before. Belongs to the draining thread.
/// </summary>
internal sealed class FeatureCountWatch(SqliteConnection connection, PredictionAlarms alarms) : IDisposable
{
    /// <summary>A checkpoint that is asked by two callers in turns raises one alarm in five minutes.</summary>
    public const long AlarmMs = 5 * 60_000;

    /// <summary>More checkpoints are forgotten and read again.</summary>
    private const int MaxInputs = 1 << 12;

    private readonly SqliteStatement _select = new(
        connection, "SELECT feature_count, alarm_ms FROM prediction_inputs WHERE model = $1 AND checkpoint = $2");
    private readonly SqliteStatement _write = new(
        connection,
        """
        INSERT OR REPLACE INTO prediction_inputs (model, checkpoint, feature_count, alarm_ms) VALUES ($1, $2, $3, $4)
        """);

    /// <summary>
    /// The last count, and when the last alarm was raised, by model and checkpoint. Bounded by <see cref="MaxInputs"/>.
    /// </summary>
    private readonly Dictionary<(int Model, int Checkpoint), (int Count, long? AlarmMs)> _inputs = [];

    /// <summary>
    /// A model was called with so many features. Returns <see cref="PredictionFlaws.FeatureCountChanged"/> when they
    /// are not as many as at the call before.
    /// </summary>
    public PredictionFlaws Observe(in StoredPrediction prediction, in PredictionPayload fields)
    {
        (int Model, int Checkpoint) key = ((int)prediction.Model, (int)prediction.Checkpoint);
        bool isKnown = _inputs.TryGetValue(key, out (int Count, long? AlarmMs) last);
        if (isKnown && last.Count == fields.FeatureCount)
        {
            return PredictionFlaws.None;
        }

        if (!isKnown)
        {
            last = Read(key);
        }

        bool isChanged = last.Count != 0 && last.Count != fields.FeatureCount;
        if (isChanged && (last.AlarmMs is not { } alarmMs || fields.TimeMs - alarmMs is >= AlarmMs or <= -AlarmMs))
        {
            alarms.FeatureCountChange(fields.TimeMs, prediction, last.Count, fields.FeatureCount);
            last.AlarmMs = fields.TimeMs;
        }

        Remember(key, (fields.FeatureCount, last.AlarmMs), mustWrite: last.Count != fields.FeatureCount);
        return isChanged ? PredictionFlaws.FeatureCountChanged : PredictionFlaws.None;
    }

    public void Dispose()
    {
        _select.Dispose();
        _write.Dispose();
    }

    /// <summary>A count of 0 when there was no call.</summary>
    private (int Count, long? AlarmMs) Read((int Model, int Checkpoint) key)
    {
        using SqliteDataReader row = _select.Query(key.Model, key.Checkpoint);
        return row.Read() ? (row.GetInt32(0), row.GetInt64OrNull(1)) : (0, null);
    }

    private void Remember((int Model, int Checkpoint) key, (int Count, long? AlarmMs) inputs, bool mustWrite)
    {
        if (_inputs.Count >= MaxInputs)
        {
            _inputs.Clear();
        }

        _inputs[key] = inputs;
        if (mustWrite)
        {
            _write.Run(key.Model, key.Checkpoint, inputs.Count, inputs.AlarmMs);
        }
    }
}
