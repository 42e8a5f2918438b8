using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// What it takes to work <c>performance</c> out anew: the old rows put aside, the records one by one in the order of
/// time, and the processing times of repetitions, which no record has, taken over from the old rows. Belongs to the
/// draining thread.
/// </summary>
internal sealed class PerformanceRebuild(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _select = new(
        connection,
        """
        SELECT
          predictions.id, predictions.model, predictions.symbol, action, checkpoint, decided_ms, confidence, latency_ms, flaws,
          repeat_count, outcomes.id, outcomes.value, outcomes.is_correct, outcomes.brier, outcomes.log_loss
        FROM predictions
        LEFT JOIN outcomes ON outcomes.id = predictions.outcome
        WHERE predictions.model BETWEEN $1 AND $2
        ORDER BY predictions.model, decided_ms
        """);

    public delegate void Counter(in RebuiltPrediction rebuilt);

    /// <summary>Puts the rows aside that shall be made anew: those of which nothing is in an archive.</summary>
    public void Begin(long firstModel, long lastModel)
    {
        string where = $"WHERE model BETWEEN {firstModel} AND {lastModel} AND archived = 0";
        connection.Run($"""
            DROP TABLE IF EXISTS temp.performance_before;
            CREATE TEMP TABLE performance_before AS SELECT * FROM performance {where};
            DELETE FROM performance {where};
            """);
    }

    /// <summary>Hands over every prediction of the models.</summary>
    public void ForEach(long firstModel, long lastModel, Counter count)
    {
        using SqliteDataReader row = _select.Query(firstModel, lastModel);
        while (row.Read())
        {
            count(Read(row));
        }
    }

    /// <summary>
    /// Takes processing times over where the old row counted the same calls: it knows those of repetitions too. Elsewhere
    /// those of distinct predictions are all there is.
    /// </summary>
    public void End() => connection.Run("""
        UPDATE performance
        SET latencies = old.latencies, latency_sum = old.latency_sum, latency_counts = old.latency_counts,
          p50_ms = old.p50_ms, p95_ms = old.p95_ms, p99_ms = old.p99_ms
        FROM temp.performance_before AS old
        WHERE performance.model = old.model AND performance.grain = old.grain
          AND performance.start_ms = old.start_ms AND performance.symbol = old.symbol
          AND performance.checkpoint = old.checkpoint
          AND performance.predictions = old.predictions AND performance.latencies <= old.latencies;
        DROP TABLE temp.performance_before;
        """);

    public void Dispose() => _select.Dispose();

    private static RebuiltPrediction Read(SqliteDataReader row) => new(
        StoredPrediction.Read(row),
        row.GetInt64(9),
        !row.IsDBNull(10),
        row.GetValueOrNan(11),
        new Judgement(row.IsDBNull(12) ? null : row.GetBoolean(12), row.GetValueOrNan(13), row.GetValueOrNan(14)));
}
