namespace Cairn.Storage.Sqlite;

/// <summary>Reads how models are judged, and which of their predictions can have no outcome any more. Not thread-safe.</summary>
internal sealed class ContractReader(SqliteReadConnection connection, TimeProvider time)
{
    public ModelContract? Find(string model) => connection.Rows(
        "SELECT contract FROM model_contracts WHERE model = $1",
        row => ModelContractJson.TryRead(model, row.GetString(0)),
        model).FirstOrDefault();

    /// <summary>
    /// Predictions of the model that were decided before this have passed their deadline; the beginning of time where
    /// nobody set one.
    /// </summary>
    public long ExpiredBeforeMs(string model) => Find(model) is { } contract
        ? time.GetUtcNow().ToUnixTimeMilliseconds()
            - (long)contract.Horizon.TotalMilliseconds
            - (long)contract.Deadline.TotalMilliseconds
        : long.MinValue;

    /// <summary>The same prediction with its state.</summary>
    public PredictionInfo WithState(PredictionInfo prediction) => prediction.Outcome is null
        ? WithState(prediction, ExpiredBeforeMs(prediction.Model))
        : prediction with { State = PredictionState.Resolved };

    public static PredictionInfo WithState(PredictionInfo prediction, long expiredBeforeMs)
    {
        PredictionState open = prediction.DecisionTime.ToUnixTimeMilliseconds() < expiredBeforeMs
            ? PredictionState.Expired
            : PredictionState.Pending;
        return prediction with { State = prediction.Outcome is null ? open : PredictionState.Resolved };
    }
}
