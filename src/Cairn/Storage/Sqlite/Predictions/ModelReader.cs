using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads which models have predicted, from their statistics alone. Not thread-safe.</summary>
internal sealed class ModelReader(SqliteReadConnection connection)
{
    /// <summary>
    /// Jumps from model to model along the key. The last hour stands in for the last decision where every prediction is
    /// in an archive.
    /// </summary>
    private const string SelectModels = """
        WITH RECURSIVE known (model) AS (
          SELECT min(model) FROM performance
          UNION ALL
          SELECT (SELECT min(performance.model) FROM performance WHERE performance.model > known.model)
          FROM known WHERE known.model IS NOT NULL
        )
        SELECT text,
          (SELECT coalesce(sum(performance.predictions), 0) FROM performance
            WHERE performance.model = known.model AND grain = 1),
          max(
            coalesce((SELECT max(decided_ms) FROM predictions WHERE predictions.model = known.model), 0),
            coalesce((SELECT max(start_ms) FROM performance WHERE performance.model = known.model AND grain = 0), 0)),
          (SELECT contract FROM model_contracts WHERE model_contracts.model = text)
        FROM known JOIN labels ON labels.id = known.model
        ORDER BY text
        """;

    public IReadOnlyList<PredictedModel> List() => connection.Rows(SelectModels, Read);

    private static PredictedModel Read(SqliteDataReader row)
    {
        string name = row.GetString(0);
        return new PredictedModel(
            name,
            row.GetInt64(1),
            StoredTime.Of(row.GetInt64(2)),
            row.GetStringOrNull(3) is { } contract ? ModelContractJson.TryRead(name, contract) : null);
    }
}
