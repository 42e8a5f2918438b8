using Cairn.Statistics;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// Reads statistics from the rows that are kept up with every record. Single predictions are looked at for one purpose
/// only, see <see cref="ExpiryCounter"/>. Not thread-safe.
/// </summary>
internal sealed class PerformanceReader(SqliteReadConnection connection, ContractReader contracts, TimeProvider time)
{
    private const long HourMs = 3_600_000;

    private const string SelectRows = $"""
        {PerformanceRow.Select}
        WHERE performance.model = (SELECT id FROM labels WHERE text = $1) AND grain = $2
          AND start_ms >= $3 AND start_ms < $4
          AND ($5 IS NULL OR performance.symbol = (SELECT id FROM labels WHERE text = $5))
          AND ($6 IS NULL
            OR performance.checkpoint IN (SELECT id FROM prediction_checkpoints WHERE checkpoint = $6))
        """;

    private readonly ExpiryCounter _expired = new(connection);

    /// <param name="model">The model, which the filter need not name.</param>
    /// <param name="filter">What else is wanted.</param>
    /// <param name="split">How finely it is told apart.</param>
    public IEnumerable<ModelPerformance> Read(string model, PerformanceFilter filter, PerformanceSplit split)
    {
        bool isWhole = filter.Symbol is null && filter.CheckpointId is null && (split & ~PerformanceSplit.Day) == 0;
        long expiredBefore = contracts.ExpiredBeforeMs(model);
        PerformanceGrain grain = isWhole ? PerformanceGrain.Day : PerformanceGrain.DayOfSymbol;
        return connection.Rows(
                SelectRows,
                PerformanceRow.Read,
                model,
                (long)grain,
                StartOf(filter.From) ?? long.MinValue,
                StartOf(filter.To?.AddDays(1)) ?? long.MaxValue,
                filter.Symbol,
                filter.CheckpointId)
            .GroupBy(row => KeyOf(row, split))
            .OrderBy(group => group.Key.Day)
            .ThenBy(group => group.Key.Symbol, StringComparer.Ordinal)
            .ThenBy(group => group.Key.CheckpointId, StringComparer.Ordinal)
            .Select(group => new ModelPerformance(
                model,
                group.Key.Day,
                group.Key.Symbol,
                group.Key.CheckpointId,
                SumUp(group, row => _expired.Count(model, grain, row, expiredBefore))));
    }

    public ModelStats ReadStats(string model, DateTimeOffset from)
    {
        long fromMs = from.ToUnixTimeMilliseconds();
        long startMs = fromMs - (((fromMs % HourMs) + HourMs) % HourMs);
        long expiredBefore = contracts.ExpiredBeforeMs(model);
        List<PerformanceRow> hours = connection.Rows(
            SelectRows, PerformanceRow.Read, model, (long)PerformanceGrain.Hour, startMs, long.MaxValue, null, null);
        return new ModelStats(
            model,
            DateTimeOffset.FromUnixTimeMilliseconds(startMs),
            time.GetUtcNow(),
            SumUp(hours, row => _expired.Count(model, PerformanceGrain.Hour, row, expiredBefore)));
    }

    private static (DateOnly? Day, string? Symbol, string? CheckpointId) KeyOf(PerformanceRow row, PerformanceSplit split) => (
        split.HasFlag(PerformanceSplit.Day) ? row.Day : null,
        split.HasFlag(PerformanceSplit.Symbol) ? row.Symbol : null,
        split.HasFlag(PerformanceSplit.Checkpoint) ? row.CheckpointId : null);

    private static PerformanceFigures SumUp(IEnumerable<PerformanceRow> rows, Func<PerformanceRow, long> countExpired)
    {
        var sums = new PerformanceSums();
        long expired = 0;
        foreach (PerformanceRow row in rows)
        {
            sums.Add(row.Sums);
            expired += countExpired(row);
        }

        return PerformanceFigures.Of(sums, expired);
    }

    private static long? StartOf(DateOnly? day) => day is { } one
        ? new DateTimeOffset(one, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds()
        : null;
}
