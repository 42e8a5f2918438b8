using Cairn.Statistics;
using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>A row of <c>performance</c>: an hour or a day of a model, or a day of it with one symbol and one checkpoint.</summary>
/// <param name="StartMs">When the hour or the day begins.</param>
/// <param name="SymbolId">Its label; 0 when symbols are together.</param>
/// <param name="CheckpointRow">Its row in <c>prediction_checkpoints</c>; 0 for none, and when they are together.</param>
/// <param name="Symbol">Its name; empty when symbols are together.</param>
/// <param name="CheckpointId">Its id; empty for none, and when they are together.</param>
/// <param name="Sums">What was counted.</param>
internal sealed record PerformanceRow(
    long StartMs, long SymbolId, long CheckpointRow, string Symbol, string CheckpointId, PerformanceSums Sums)
{
    public const string Select = $"""
        SELECT start_ms, performance.symbol, performance.checkpoint, coalesce(symbols.text, ''),
          coalesce(checkpoints.checkpoint, ''), {PerformanceColumns.Names}
        FROM performance
        LEFT JOIN labels AS symbols ON symbols.id = performance.symbol
        LEFT JOIN prediction_checkpoints AS checkpoints ON checkpoints.id = performance.checkpoint
        """;

    private const int SumsAt = 5;

    /// <summary>The day (UTC) in which it begins.</summary>
    public DateOnly Day => DateOnly.FromDateTime(StoredTime.Of(StartMs).UtcDateTime);

    public static PerformanceRow Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetString(3),
        row.GetString(4),
        PerformanceColumns.Read(row, SumsAt));
}
