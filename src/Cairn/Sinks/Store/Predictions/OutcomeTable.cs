using Cairn.Statistics;
using Cairn.Storage;
using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store.Predictions;

/// <summary>Reads and writes rows of <c>outcomes</c>. Belongs to the draining thread.</summary>
internal sealed class OutcomeTable(SqliteConnection connection) : IDisposable
{
    private const string Columns = "reference, model, symbol, actual, value, happened_ms, received_ms";
    private const string IsWaiting = "prediction IS NULL AND status = 6";

    private readonly SqliteStatement _insert = new(
        connection,
        $"INSERT INTO outcomes (status, {Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id");

    private readonly SqliteStatement _setStatus = new(connection, "UPDATE outcomes SET status = $2 WHERE id = $1");

    private readonly SqliteStatement _settle = new(
        connection,
        "UPDATE outcomes SET prediction = $2, status = $3, model = $4, symbol = $5, is_correct = $6, brier = $7, "
        + "log_loss = $8 WHERE id = $1");

    private readonly SqliteStatement _setOutcome = new(
        connection, "UPDATE predictions SET outcome = $2 WHERE id = $1");

    private readonly SqliteStatement _selectApplied = new(
        connection, "SELECT id, actual, value, is_correct, brier, log_loss FROM outcomes WHERE id = $1");

    private readonly SqliteStatement _selectWaiting = new(
        connection, $"SELECT id, {Columns} FROM outcomes WHERE {IsWaiting}");

    private readonly SqliteStatement _countWaiting = new(
        connection, $"SELECT count(*) FROM outcomes WHERE {IsWaiting}");

    private readonly SqliteStatement _selectWaitingFor = new(
        connection,
        $"SELECT id, {Columns} FROM outcomes "
        + $"WHERE {IsWaiting} AND model = $1 AND symbol = $2 AND reference BETWEEN $3 AND $4");

    /// <summary>Adds an outcome that waits for its prediction; returns its id.</summary>
    public long Insert(HandedOutcome outcome) => (long)_insert.Scalar(
        (int)OutcomeStatus.Waiting,
        outcome.Reference,
        outcome.Model,
        outcome.Symbol,
        outcome.Actual,
        outcome.Value,
        outcome.HappenedMs,
        outcome.ReceivedMs)!;

    public void SetStatus(long id, OutcomeStatus status) => _setStatus.Run(id, (int)status);

    /// <summary>The outcome belongs to a prediction.</summary>
    public void Settle(
        long id, long prediction, OutcomeStatus status, string model, string symbol, in Judgement judgement) =>
        _settle.Run(
            id, prediction, (int)status, model, symbol, judgement.IsCorrect, judgement.Brier, judgement.LogLoss);

    /// <summary>The prediction is resolved by this outcome.</summary>
    public void SetOutcome(long prediction, long id) => _setOutcome.Run(prediction, id);

    /// <summary>An outcome that counts; null when it is gone.</summary>
    public AppliedOutcome? FindApplied(long id)
    {
        using SqliteDataReader row = _selectApplied.Query(id);
        return row.Read()
            ? new AppliedOutcome(
                row.GetInt64(0),
                row.GetString(1),
                row.GetValueOrNan(2),
                new Judgement(row.IsDBNull(3) ? null : row.GetBoolean(3), row.GetValueOrNan(4), row.GetValueOrNan(5)))
            : null;
    }

    public long CountWaiting() => (long)_countWaiting.Scalar()!;

    /// <summary>All that wait for their predictions.</summary>
    public IEnumerable<HandedOutcome> ReadWaiting()
    {
        using SqliteDataReader row = _selectWaiting.Query();
        while (row.Read())
        {
            yield return ReadHanded(row);
        }
    }

    /// <summary>Those that wait for this id, by their own.</summary>
    public List<KeyValuePair<long, HandedOutcome>> FindWaiting(PredictionId prediction) =>
        [.. ReadBetween("", "", prediction.ToString(), prediction.ToString())];

    /// <summary>
    /// Those that wait for a prediction of a model and symbol that was decided between two times, by their own id;
    /// perhaps some of other times too.
    /// </summary>
    public List<KeyValuePair<long, HandedOutcome>> FindWaiting(string model, string symbol, long fromMs, long toMs) =>
    [
        .. OutcomeReference.Between(fromMs, toMs)
            .SelectMany(texts => ReadBetween(model, symbol, texts.First, texts.Last)),
    ];

    public void Dispose()
    {
        _insert.Dispose();
        _setStatus.Dispose();
        _settle.Dispose();
        _setOutcome.Dispose();
        _selectApplied.Dispose();
        _selectWaiting.Dispose();
        _countWaiting.Dispose();
        _selectWaitingFor.Dispose();
    }

    private static HandedOutcome ReadHanded(SqliteDataReader row) => new(
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetValueOrNan(5),
        row.GetInt64(6),
        row.GetInt64(7));

    private IEnumerable<KeyValuePair<long, HandedOutcome>> ReadBetween(
        string model, string symbol, string first, string last)
    {
        using SqliteDataReader row = _selectWaitingFor.Query(model, symbol, first, last);
        while (row.Read())
        {
            yield return KeyValuePair.Create(row.GetInt64(0), ReadHanded(row));
        }
    }
}
