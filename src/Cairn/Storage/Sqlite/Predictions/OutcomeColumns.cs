using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>An <see cref="OutcomeInfo"/> as columns of <c>outcomes</c>, always these and in this order.</summary>
internal static class OutcomeColumns
{
    public const string Names =
        "outcomes.id, outcomes.status, outcomes.reference, outcomes.model, outcomes.symbol, outcomes.actual, "
        + "outcomes.value, outcomes.happened_ms, outcomes.received_ms, outcomes.is_correct";

    /// <summary>Reads the columns, of which the first is number <paramref name="at"/>.</summary>
    public static OutcomeInfo Read(SqliteDataReader row, int at, PredictionId? prediction) => new()
    {
        Id = row.GetInt64(at),
        Prediction = prediction,
        Status = (OutcomeStatus)row.GetInt32(at + 1),
        Reference = row.GetString(at + 2),
        Model = row.GetString(at + 3),
        Symbol = row.GetString(at + 4),
        Actual = row.GetString(at + 5),
        Value = row.GetValueOrNan(at + 6),
        Time = StoredTime.Of(row.GetInt64(at + 7)),
        ReceivedTime = StoredTime.Of(row.GetInt64(at + 8)),
        IsCorrect = row.GetInt64OrNull(at + 9) is { } correct ? correct != 0 : null,
    };
}
