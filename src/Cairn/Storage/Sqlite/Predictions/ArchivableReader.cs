using Cairn.Storage.Archives;
using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>
/// Reads predictions that were recorded before a time with everything that belongs to them, journal by journal and in
/// the order of their numbers. Not thread-safe.
/// </summary>
internal sealed class ArchivableReader(SqliteReadConnection connection, long recordedBeforeMs)
{
    /// <summary>
    /// How many predictions, with their repetitions, are in memory at once, and how many leave the store in one
    /// transaction. One that has more repetitions than that is alone.
    /// </summary>
    public const int ChunkPredictions = 10_000;

    /// <summary>
    /// An id is a journal's number in the store, above so many bits of the prediction's number there.
    /// </summary>
    private const int PredictionNumberBits = 40;

    private const string Select = $"""
        SELECT
          predictions.id,
          predictions.id & {PredictionIdColumns.NumberMask},
          coalesce((SELECT text FROM labels WHERE labels.id = predictions.model), ''),
          coalesce((SELECT text FROM labels WHERE labels.id = predictions.symbol), ''),
          coalesce((SELECT text FROM labels WHERE labels.id = predictions.action), ''),
          prediction_checkpoints.checkpoint,
          prediction_checkpoints.digest,
          decided_ms, recorded_ms, data_ms, confidence, probabilities, feature_hash, feature_count, latency_ms,
          memory_bytes, flaws, repeat_count, last_seen_ms, outcome
        FROM predictions
        LEFT JOIN prediction_checkpoints ON prediction_checkpoints.id = predictions.checkpoint
        WHERE predictions.id > $1 AND predictions.id < ($2 + 1) << 40 AND recorded_ms < $3
        ORDER BY predictions.id
        LIMIT $4
        """;

    private const string SelectOutcomes = """
        SELECT
          prediction, id, status, reference, model, symbol, actual, value, happened_ms, received_ms, is_correct, brier,
          log_loss
        FROM outcomes
        WHERE prediction BETWEEN $1 AND $2
        ORDER BY prediction, id
        """;

    /// <summary>How many predictions were recorded before the time.</summary>
    public long Count() => connection.Rows(
        "SELECT count(*) FROM predictions WHERE recorded_ms < $1", static row => row.GetInt64(0), recordedBeforeMs)[0];

    /// <summary>How many predictions of a chunk are in the store now.</summary>
    public static long CountOf(SqliteReadConnection connection, ArchiveChunk chunk) => connection.Rows(
        """
        SELECT count(*)
        FROM prediction_sources
        JOIN predictions
          ON predictions.id BETWEEN (prediction_sources.id << 40 | $2) AND (prediction_sources.id << 40 | $3)
        WHERE journal = $1 AND recorded_ms < $4
        """,
        static row => row.GetInt64(0),
        chunk.Source,
        chunk.First,
        chunk.Last,
        chunk.RecordedBeforeMs)[0];

    /// <summary>
    /// All of them, in one state of the database while the caller holds a snapshot. A chunk is of one journal.
    /// </summary>
    public IEnumerable<IReadOnlyList<ArchivedPrediction>> Read()
    {
        var sources = connection
            .Rows(
                "SELECT id, journal FROM prediction_sources",
                static row => (Id: row.GetInt64(0), Journal: row.GetString(1)))
            .ToDictionary(source => source.Id, source => source.Journal);
        using var repeats = new RepeatStream(connection, sources);
        foreach ((long source, string journal) in sources.OrderBy(source => source.Key))
        {
            long last = source << PredictionNumberBits;
            while (ReadRows(last, source) is { Count: > 0 } rows)
            {
                last = rows[^1].Key;
                foreach (List<ArchivedPrediction> chunk in Chunks(journal, rows, repeats))
                {
                    yield return chunk;
                }
            }
        }
    }

    private IEnumerable<List<ArchivedPrediction>> Chunks(string journal, List<ArchivableRow> rows, RepeatStream repeats)
    {
        ILookup<long, ArchivedOutcome> outcomes = ReadOutcomes(rows[0].Key, rows[^1].Key, rows);
        List<ArchivedPrediction> chunk = [];
        int count = 0;
        foreach (ArchivableRow row in rows)
        {
            ArchivedPrediction prediction = row.ToPrediction(journal) with
            {
                Repeats = repeats.Take(row.Key),
                Outcomes = [.. outcomes[row.Key]],
            };
            int more = 1 + prediction.Repeats.Count;
            if (chunk.Count > 0 && count + more > ChunkPredictions)
            {
                yield return chunk;
                (chunk, count) = ([], 0);
            }

            chunk.Add(prediction);
            count += more;
        }

        yield return chunk;
    }

    private List<ArchivableRow> ReadRows(long after, long source) =>
        connection.Rows(Select, ArchivableRow.Read, after, source, recordedBeforeMs, ChunkPredictions);

    /// <summary>Those of predictions between that are too young to go are read and left out.</summary>
    private ILookup<long, ArchivedOutcome> ReadOutcomes(long first, long last, List<ArchivableRow> rows)
    {
        var counting = rows.ToDictionary(row => row.Key, row => row.Outcome);
        return connection
            .Rows(
                SelectOutcomes,
                row => (Prediction: row.GetInt64(0), Outcome: ReadOutcome(row, counting)),
                first,
                last)
            .ToLookup(read => read.Prediction, read => read.Outcome);
    }

    private static ArchivedOutcome ReadOutcome(SqliteDataReader row, Dictionary<long, long?> counting) => new()
    {
        Id = row.GetInt64(1),
        Counts = counting.GetValueOrDefault(row.GetInt64(0)) == row.GetInt64(1),
        Status = (OutcomeStatus)row.GetInt64(2),
        Reference = row.GetString(3),
        Model = row.GetString(4),
        Symbol = row.GetString(5),
        Actual = row.GetString(6),
        Value = row.GetValueOrNan(7),
        HappenedMs = row.GetInt64(8),
        ReceivedMs = row.GetInt64(9),
        IsCorrect = row.IsDBNull(10) ? null : row.GetBoolean(10),
        Brier = row.GetValueOrNan(11),
        LogLoss = row.GetValueOrNan(12),
    };
}
