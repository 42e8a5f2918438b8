namespace Cairn.Storage.Sqlite;

/// <summary>
/// Counts predictions whose deadline passed without an outcome. Where all of an hour or a day has passed it, its row
/// tells; of the one in which the limit lies now the predictions themselves are counted, of an hour at most where symbols
/// are together. Not thread-safe.
/// </summary>
internal sealed class ExpiryCounter(SqliteReadConnection connection)
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;

    private const string SelectHours = """
        SELECT start_ms, records - resolved FROM performance
        WHERE model = (SELECT id FROM labels WHERE text = $1) AND grain = 0 AND start_ms >= $2 AND start_ms < $3
        """;

    private const string CountOpen = """
        SELECT count(*) FROM predictions
        WHERE model = (SELECT id FROM labels WHERE text = $1) AND decided_ms >= $2 AND decided_ms < $3
          AND ($4 IS NULL OR symbol = $4) AND ($5 IS NULL OR checkpoint = $5) AND outcome IS NULL
        """;

    /// <summary>How many of a row's predictions are expired.</summary>
    /// <param name="model">The model of the row.</param>
    /// <param name="grain">What the row is about.</param>
    /// <param name="row">The row.</param>
    /// <param name="beforeMs">What was decided before has passed its deadline.</param>
    public long Count(string model, PerformanceGrain grain, PerformanceRow row, long beforeMs)
    {
        long open = row.Sums.Records - row.Sums.Resolved;
        long size = grain == PerformanceGrain.Hour ? HourMs : DayMs;
        return WholeOrNothing(row.StartMs, size, open, beforeMs) ?? grain switch
        {
            PerformanceGrain.Hour => CountInHour(model, row.StartMs, beforeMs),
            PerformanceGrain.Day => CountInDay(model, row.StartMs, beforeMs),
            _ => CountRows(model, row.StartMs, beforeMs, row.SymbolId, row.CheckpointRow),
        };
    }

    /// <summary>Null where the limit lies inside, and something is open there.</summary>
    private static long? WholeOrNothing(long startMs, long size, long open, long beforeMs)
    {
        if (open <= 0 || startMs >= beforeMs)
        {
            return 0;
        }

        return startMs + size <= beforeMs ? open : null;
    }

    private long CountInDay(string model, long startMs, long beforeMs) => connection
        .Rows(SelectHours, static row => (StartMs: row.GetInt64(0), Open: row.GetInt64(1)), model, startMs, beforeMs)
        .Sum(hour => WholeOrNothing(hour.StartMs, HourMs, hour.Open, beforeMs) ?? CountInHour(model, hour.StartMs, beforeMs));

    private long CountInHour(string model, long startMs, long beforeMs) => CountRows(model, startMs, beforeMs, null, null);

    private long CountRows(string model, long fromMs, long beforeMs, long? symbol, long? checkpoint) => connection.Rows(
        CountOpen, static row => row.GetInt64(0), model, fromMs, beforeMs, symbol, checkpoint)[0];
}
