using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads outcomes. Not thread-safe.</summary>
internal sealed class OutcomeReader(SqliteReadConnection connection)
{
    private const string SelectOutcome = $"""
        SELECT sources.journal, outcomes.prediction & {PredictionIdColumns.NumberMask}, {OutcomeColumns.Names}
        FROM outcomes
        LEFT JOIN prediction_sources AS sources ON sources.id = outcomes.prediction >> 40
        """;

    private const string SelectLast = $"""
        {SelectOutcome} WHERE ($1 IS NULL OR outcomes.model = $1) AND ($2 IS NULL OR outcomes.status = $2)
        ORDER BY outcomes.id DESC LIMIT $3
        """;

    /// <summary>Outcomes of a repetition belong to the prediction that it is counted on.</summary>
    private const string SelectOfPrediction = $"""
        {SelectOutcome} WHERE outcomes.prediction = {PredictionIdColumns.FirstKey}
          AND ($3 IS NULL OR outcomes.model = $3) AND ($4 IS NULL OR outcomes.status = $4)
        ORDER BY outcomes.id DESC LIMIT $5
        """;

    public IReadOnlyList<OutcomeInfo> List(OutcomeFilter filter) => filter.Prediction is { } prediction
        ? connection.Rows(
            SelectOfPrediction,
            Read,
            prediction.Source,
            prediction.Number,
            filter.Model,
            (long?)filter.Status,
            Math.Max(0, filter.Limit))
        : connection.Rows(SelectLast, Read, filter.Model, (long?)filter.Status, Math.Max(0, filter.Limit));

    private static OutcomeInfo Read(SqliteDataReader row) => OutcomeColumns.Read(
        row, 2, row.GetStringOrNull(0) is { } journal ? new PredictionId(journal, row.GetInt64(1)) : null);
}
