using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// The rows of predictions that are in an archive, and of what belongs to them. Belongs to the draining thread.
/// </summary>
internal sealed class ArchivedRows(SqliteConnection connection) : IDisposable
{
    /// <summary>Of a journal's numbers between two, those that were recorded before a time.</summary>
    private const string Range = "id BETWEEN $1 AND $2 AND recorded_ms < $3";

    private readonly SqliteStatement _sum = new(
        connection,
        $"SELECT count(*), coalesce(sum(repeat_count), 0), coalesce(sum(flaws), 0) FROM predictions WHERE {Range}");
    private readonly SqliteStatement _countOutcomes = new(
        connection, $"SELECT count(*) FROM outcomes WHERE prediction IN (SELECT id FROM predictions WHERE {Range})");
    private readonly SqliteStatement _list = new(
        connection,
        $"""
        SELECT id, model, symbol, action, checkpoint, decided_ms, confidence, latency_ms, flaws
        FROM predictions
        WHERE {Range}
        """);
    private readonly SqliteStatement _deleteRepeats = new(
        connection,
        $"""
        DELETE FROM prediction_repeats
        WHERE id BETWEEN $4 AND $5 AND first IN (SELECT id FROM predictions WHERE {Range})
        """);
    private readonly SqliteStatement _deleteOutcomes = new(
        connection, $"DELETE FROM outcomes WHERE prediction IN (SELECT id FROM predictions WHERE {Range})");
    private readonly SqliteStatement _delete = new(connection, $"DELETE FROM predictions WHERE {Range}");

    public ArchivedSum Sum(ArchivedRange range)
    {
        using SqliteDataReader row = _sum.Query(range.First, range.Last, range.RecordedBeforeMs);
        row.Read();
        long outcomes = (long)_countOutcomes.Scalar(range.First, range.Last, range.RecordedBeforeMs)!;
        return new ArchivedSum(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), outcomes);
    }

    public IEnumerable<StoredPrediction> List(ArchivedRange range)
    {
        using SqliteDataReader row = _list.Query(range.First, range.Last, range.RecordedBeforeMs);
        while (row.Read())
        {
            yield return StoredPrediction.Read(row);
        }
    }

    /// <summary>Deletes the repetitions of these predictions that have ids between two.</summary>
    public void DeleteRepeats(ArchivedRange range, long first, long last) =>
        _deleteRepeats.Run(range.First, range.Last, range.RecordedBeforeMs, first, last);

    /// <summary>Deletes the predictions with their outcomes.</summary>
    public void Delete(ArchivedRange range)
    {
        _deleteOutcomes.Run(range.First, range.Last, range.RecordedBeforeMs);
        _delete.Run(range.First, range.Last, range.RecordedBeforeMs);
    }

    public void Dispose()
    {
        _sum.Dispose();
        _countOutcomes.Dispose();
        _list.Dispose();
        _deleteRepeats.Dispose();
        _deleteOutcomes.Dispose();
        _delete.Dispose();
    }
}
