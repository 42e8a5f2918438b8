using Cairn.Statistics;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Reads and writes rows of <c>performance</c>. Belongs to the draining thread.</summary>
internal sealed class PerformanceTable(SqliteConnection connection) : IDisposable
{
    private const string KeyNames = "model, grain, start_ms, symbol, checkpoint";

    private readonly SqliteStatement _select = new(
        connection,
        $"SELECT {PerformanceColumns.Names} FROM performance "
        + "WHERE model = $1 AND grain = $2 AND start_ms = $3 AND symbol = $4 AND checkpoint = $5");

    private readonly SqliteStatement _write = new(
        connection,
        $"INSERT OR REPLACE INTO performance ({KeyNames}, {PerformanceColumns.Names}, {PerformanceColumns.WorkedOut}) "
        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, "
        + "$23, $24, $25, $26, $27, $28)");

    /// <summary>The sums of a row; all zero when there is none.</summary>
    public PerformanceSums Read(PerformanceKey key)
    {
        using SqliteDataReader row =
            _select.Query(key.Model, (int)key.Grain, key.StartMs, key.Symbol, key.Checkpoint);
        return row.Read() ? PerformanceColumns.Read(row, 0) : new PerformanceSums();
    }

    public void Write(PerformanceKey key, PerformanceSums sums) => _write.Run(
        PerformanceColumns.Values(sums, key.Model, (int)key.Grain, key.StartMs, key.Symbol, key.Checkpoint));

    public void Dispose()
    {
        _select.Dispose();
        _write.Dispose();
    }
}
