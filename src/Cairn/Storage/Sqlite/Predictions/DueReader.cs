namespace Cairn.Storage.Sqlite;

/// <summary>
/// Reads which predictions could have an outcome by now, and have none: their horizon has passed, their deadline has
/// not. An outcome that was true before the decision settles nothing, as one of a clock that was wrong; any other that
/// came does. Those of models without a contract are never due. Not thread-safe.
/// </summary>
internal sealed class DueReader(SqliteReadConnection connection)
{
    private const string Select = $"""
        SELECT predictions.id, decided_ms, journal, predictions.id & {PredictionIdColumns.NumberMask}
        FROM predictions
        JOIN prediction_sources ON prediction_sources.id = predictions.id >> 40
        WHERE model = (SELECT id FROM labels WHERE text = $1)
          AND decided_ms BETWEEN $2 AND $3
          AND (decided_ms, predictions.id) > ($4, $5)
          AND outcome IS NULL
          AND NOT EXISTS (SELECT 1 FROM outcomes WHERE outcomes.prediction = predictions.id AND status <> $6)
        ORDER BY decided_ms, predictions.id
        LIMIT $7
        """;

    /// <summary>How each model is judged; contracts that this version cannot read are left out.</summary>
    public IReadOnlyList<ModelContract> ReadContracts() =>
    [
        .. connection
            .Rows(
                "SELECT model, contract FROM model_contracts ORDER BY model",
                static row => ModelContractJson.TryRead(row.GetString(0), row.GetString(1)))
            .OfType<ModelContract>(),
    ];

    /// <summary>
    /// The oldest decisions first, from the one behind <paramref name="after"/> on; null for the first.
    /// </summary>
    public IReadOnlyList<DuePrediction> Read(
        ModelContract contract, DateTimeOffset now, DuePrediction? after, int limit)
    {
        long dueMs = now.ToUnixTimeMilliseconds() - (long)contract.Horizon.TotalMilliseconds;
        long expiredMs = dueMs - (long)contract.Deadline.TotalMilliseconds;
        return connection.Rows(
            Select,
            static row => new DuePrediction(
                new PredictionId(row.GetString(2), row.GetInt64(3)), row.GetInt64(1), row.GetInt64(0)),
            contract.Model,
            Math.Max(expiredMs, after?.DecidedMs ?? long.MinValue),
            dueMs,
            after?.DecidedMs ?? long.MinValue,
            after?.Key ?? 0,
            (int)OutcomeStatus.BeforePrediction,
            limit);
    }
}
