using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Keeps the statistics of predictions up with every record: by hour, by day, and by day, symbol and checkpoint. Belongs
/// to the draining thread.
/// </summary>
internal sealed class PerformanceWriter(SqliteConnection connection, PredictionNames names) : IDisposable
{
    private readonly PerformanceRows _rows = new(connection, names);
    private readonly PerformanceRebuild _rebuild = new(connection);

    /// <summary>A distinct prediction was written.</summary>
    public void Add(in StoredPrediction prediction)
    {
        for (PerformanceGrain grain = 0; (int)grain < PerformanceRows.Grains; grain++)
        {
            OpenPerformance row = _rows.Change(grain, prediction);
            row.Sums.AddPrediction(
                prediction.Confidence, prediction.LatencyMs, prediction.Flaws != PredictionFlaws.None);
            row.AddAction(prediction.Action);
        }
    }

    /// <summary>A call that only repeated the prediction: it counts, with its processing time.</summary>
    public void AddRepeat(in StoredPrediction first, double latencyMs)
    {
        for (PerformanceGrain grain = 0; (int)grain < PerformanceRows.Grains; grain++)
        {
            _rows.Change(grain, first).Sums.AddRepeat(latencyMs);
        }
    }

    /// <summary>A prediction is resolved.</summary>
    public void AddOutcome(in StoredPrediction prediction, double value, in Judgement judgement)
    {
        for (PerformanceGrain grain = 0; (int)grain < PerformanceRows.Grains; grain++)
        {
            _rows.Change(grain, prediction).Sums.AddOutcome(prediction.Confidence, value, judgement);
        }
    }

    /// <summary>Takes back what was added by an outcome that does not count any more.</summary>
    public void RemoveOutcome(in StoredPrediction prediction, double value, in Judgement judgement)
    {
        for (PerformanceGrain grain = 0; (int)grain < PerformanceRows.Grains; grain++)
        {
            _rows.Change(grain, prediction).Sums.RemoveOutcome(prediction.Confidence, value, judgement);
        }
    }

    /// <summary>The prediction left the store for an archive: what is known of it stays in the statistics.</summary>
    public void AddArchived(in StoredPrediction prediction) => AddArchived(prediction, 1);

    /// <summary>A prediction came from an archive of another store: it counts as if it had been recorded here.</summary>
    public void AddRestored(in RebuiltPrediction restored)
    {
        for (PerformanceGrain grain = 0; (int)grain < PerformanceRows.Grains; grain++)
        {
            restored.CountIn(_rows.Change(grain, restored.Prediction));
        }
    }

    /// <summary>The prediction came back from an archive.</summary>
    public void RemoveArchived(in StoredPrediction prediction) => AddArchived(prediction, -1);

    /// <summary>
    /// Works everything out anew from the records: model, or empty for all. Rows with archived predictions stay as they
    /// are; the predictions must be written.
    /// </summary>
    public void Rebuild(string model)
    {
        (long From, long To) models = (long.MinValue, long.MaxValue);
        if (model.Length > 0)
        {
            if (names.FindLabel(model) is not { } label)
            {
                return;
            }

            models = (label, label);
        }

        _rows.Forget();
        _rebuild.Begin(models.From, models.To);
        _rebuild.ForEach(models.From, models.To, Count);
        _rows.Forget();
        _rebuild.End();
    }

    /// <summary>Writes what is in memory only, so that the transaction can be committed.</summary>
    public void Flush() => _rows.Flush();

    public void Dispose()
    {
        _rows.Dispose();
        _rebuild.Dispose();
    }

    private void AddArchived(in StoredPrediction prediction, int sign)
    {
        for (PerformanceGrain grain = 0; (int)grain < PerformanceRows.Grains; grain++)
        {
            PerformanceSums sums = _rows.Change(grain, prediction).Sums;
            sums.Archived = Math.Max(0, sums.Archived + sign);
        }
    }

    private void Count(in RebuiltPrediction rebuilt)
    {
        for (PerformanceGrain grain = 0; (int)grain < PerformanceRows.Grains; grain++)
        {
            if (_rows.Find(grain, rebuilt.Prediction).Sums.Archived == 0)
            {
                rebuilt.CountIn(_rows.Change(grain, rebuilt.Prediction));
            }
        }
    }
}
