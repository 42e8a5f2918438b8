using Cairn.Statistics;
using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// The sums of a row of <c>performance</c>, behind the columns of its key. The percentiles and the calibration error are
/// written for readers that speak SQL and never read back. Stateless.
/// </summary>
internal static class PerformanceColumns
{
    /// <summary>What is read, in this order.</summary>
    public const string Names =
        "predictions, records, flawed, confidences, confidence_sum, latencies, latency_sum, resolved, judged, correct, "
        + "valued, value_sum, scored, brier_sum, log_loss_sum, archived, actions, latency_counts, confidence_counts";

    /// <summary>What is written only, behind <see cref="Names"/>.</summary>
    public const string WorkedOut = "p50_ms, p95_ms, p99_ms, calibration_error";

    /// <summary>
    /// Reads the sums. A table of them that is damaged is empty; the processing times are none then, so that their mean
    /// and their percentiles are of the same calls.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Where <see cref="Names"/> begin in it.</param>
    public static PerformanceSums Read(SqliteDataReader row, int first)
    {
        bool hasLatencies = LatencyHistogram.TryRead(row.GetFieldValue<byte[]>(first + 17), out LatencyHistogram latencies);
        bool hasConfidences = ConfidenceTable.TryRead(row.GetFieldValue<byte[]>(first + 18), out ConfidenceTable confidences);
        return new PerformanceSums
        {
            Predictions = row.GetInt64(first),
            Records = row.GetInt64(first + 1),
            Flawed = row.GetInt64(first + 2),
            Confidences = row.GetInt64(first + 3),
            ConfidenceSum = row.GetDouble(first + 4),
            Latencies = hasLatencies ? row.GetInt64(first + 5) : 0,
            LatencySum = hasLatencies ? row.GetDouble(first + 6) : 0,
            Resolved = row.GetInt64(first + 7),
            Judged = row.GetInt64(first + 8),
            Correct = row.GetInt64(first + 9),
            Valued = row.GetInt64(first + 10),
            ValueSum = row.GetDouble(first + 11),
            Scored = row.GetInt64(first + 12),
            BrierSum = row.GetDouble(first + 13),
            LogLossSum = row.GetDouble(first + 14),
            Archived = row.GetInt64(first + 15),
            Actions = ActionCountsJson.Read(row.GetString(first + 16)),
            LatencyCounts = hasLatencies ? latencies : new LatencyHistogram(),
            ConfidenceCounts = hasConfidences ? confidences : new ConfidenceTable(),
        };
    }

    /// <summary>The values of a key, of <see cref="Names"/> and of <see cref="WorkedOut"/>.</summary>
    public static object?[] Values(PerformanceSums sums, long model, int grain, long startMs, long symbol, long checkpoint) =>
    [
        model, grain, startMs, symbol, checkpoint,
        sums.Predictions, sums.Records, sums.Flawed, sums.Confidences, sums.ConfidenceSum, sums.Latencies,
        sums.LatencySum, sums.Resolved, sums.Judged, sums.Correct, sums.Valued, sums.ValueSum, sums.Scored,
        sums.BrierSum, sums.LogLossSum, sums.Archived, ActionCountsJson.Write(sums.Actions),
        sums.LatencyCounts.ToBytes(), sums.ConfidenceCounts.ToBytes(),
        sums.LatencyCounts.Quantile(0.5), sums.LatencyCounts.Quantile(0.95), sums.LatencyCounts.Quantile(0.99),
        Calibration.Error(sums.ConfidenceCounts),
    ];
}
