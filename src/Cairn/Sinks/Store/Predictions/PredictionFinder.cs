using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>
/// Finds the predictions of the store that an outcome can mean. What the writer of predictions holds in memory is not
/// there yet. Belongs to the draining thread.
/// </summary>
internal sealed class PredictionFinder(SqliteConnection connection, PredictionNames names) : IDisposable
{
    /// <summary>A repetition is at most so far from its first: the longest window of deduplication, one day.</summary>
    private const long LongestRepetitionMs = TimeFloor.DayMs;

    /// <summary>Two tell that it is not one.</summary>
    private const string AtMostTwo = "LIMIT 2";

    private readonly SqliteStatement _selectByKey = new(
        connection, $"SELECT {FoundPrediction.Columns} FROM predictions WHERE id = $1");

    private readonly SqliteStatement _selectFirst = new(
        connection, "SELECT first FROM prediction_repeats WHERE id = $1");

    private readonly SqliteStatement _selectDecided = new(
        connection,
        $"SELECT {FoundPrediction.Columns} FROM predictions "
        + $"WHERE model = $1 AND symbol = $2 AND decided_ms BETWEEN $3 AND $4 {AtMostTwo}");

    private readonly SqliteStatement _selectRepeated = new(
        connection,
        $"SELECT {FoundPrediction.Columns} FROM predictions "
        + $"WHERE model = $1 AND symbol = $2 AND decided_ms BETWEEN $3 AND $4 AND last_seen_ms >= $5 {AtMostTwo}");

    /// <summary>
    /// The predictions that are meant: none, one, or two of those that cannot be told apart. By id the record, or the
    /// first one where the id was counted as a repetition. By time the one that decided at that millisecond, else the one
    /// that decided within that second where the time is a whole one, else the one that was repeated over that time.
    /// </summary>
    public List<FoundPrediction> Find(HandedOutcome outcome)
    {
        if (!OutcomeReference.TryReadTime(outcome.Reference, out long timeMs))
        {
            return PredictionId.TryParse(outcome.Reference, out PredictionId id) ? FindById(id) : [];
        }

        return names.FindLabel(outcome.Model) is { } model && names.FindLabel(outcome.Symbol) is { } symbol
            ? FindByTime(model, symbol, timeMs)
            : [];
    }

    /// <summary>The record with this key; null when there is none.</summary>
    public FoundPrediction? Find(long key) => Read(_selectByKey, key).FirstOrDefault();

    public void Dispose()
    {
        _selectByKey.Dispose();
        _selectFirst.Dispose();
        _selectDecided.Dispose();
        _selectRepeated.Dispose();
    }

    private static List<FoundPrediction> Read(SqliteStatement statement, params ReadOnlySpan<object?> values)
    {
        var found = new List<FoundPrediction>();
        using SqliteDataReader row = statement.Query(values);
        while (row.Read())
        {
            found.Add(FoundPrediction.Read(row));
        }

        return found;
    }

    private List<FoundPrediction> FindById(PredictionId id)
    {
        if (names.FindSource(id.Source) is not { } source)
        {
            return [];
        }

        long key = PredictionKeys.Of(source, id.Number);
        List<FoundPrediction> found = Read(_selectByKey, key);
        return found.Count == 0 && _selectFirst.Scalar(key) is long first ? Read(_selectByKey, first) : found;
    }

    private List<FoundPrediction> FindByTime(long model, long symbol, long timeMs)
    {
        List<FoundPrediction> found = Read(_selectDecided, model, symbol, timeMs, timeMs);
        if (found.Count > 0)
        {
            return found;
        }

        long endMs = EndOf(timeMs);
        if (endMs > timeMs)
        {
            found = Read(_selectDecided, model, symbol, timeMs, endMs);
        }

        long firstMs = Math.Max(timeMs, long.MinValue + LongestRepetitionMs) - LongestRepetitionMs;
        return found.Count > 0 ? found : Read(_selectRepeated, model, symbol, firstMs, timeMs, timeMs);
    }

    /// <summary>The end of the time that is meant: that of the second when it is a whole one.</summary>
    private static long EndOf(long timeMs)
    {
        const long last = TimeFloor.SecondMs - 1;
        return timeMs % TimeFloor.SecondMs == 0 && timeMs <= long.MaxValue - last ? timeMs + last : timeMs;
    }
}
