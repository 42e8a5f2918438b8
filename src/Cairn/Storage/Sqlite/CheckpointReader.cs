using Microsoft.Data.Sqlite;

namespace Cairn.Storage.Sqlite;

/// <summary>Reads the index of checkpoints. Not thread-safe.</summary>
internal sealed class CheckpointReader(SqliteReadConnection connection)
{
    private const string SelectCheckpoint = $"""
        SELECT {CheckpointColumns.Names}, is_active,
          (SELECT aliases FROM checkpoint_models WHERE checkpoint_models.model = checkpoints.model)
        FROM checkpoints
        """;

    public IReadOnlyList<string> ListModels() => connection.Rows(
        "SELECT DISTINCT model FROM checkpoints ORDER BY model", static row => row.GetString(0));

    public IReadOnlyList<CheckpointMetadata> List(string model) => connection.Rows(
        $"{SelectCheckpoint} WHERE model = $1 ORDER BY {BestCheckpoint.NewestFirst}", Read, model);

    public CheckpointMetadata? FindNewest(string model) => connection.Rows(
        $"{SelectCheckpoint} WHERE model = $1 ORDER BY {BestCheckpoint.NewestFirst} LIMIT 1", Read, model).FirstOrDefault();

    public CheckpointMetadata? Find(string id) =>
        connection.Rows($"{SelectCheckpoint} WHERE id = $1", Read, id).FirstOrDefault();

    public CheckpointMetadata? FindBest(string model, string metric, MetricGoal goal) => connection.Rows(
        $"{SelectCheckpoint} WHERE id = ({BestCheckpoint.Select(goal)})", Read, model, metric).FirstOrDefault();

    public IndexedModel? FindModel(string model) => connection.Rows(
        "SELECT model, active, aliases, folder_stamp FROM checkpoint_models WHERE model = $1",
        static row => new IndexedModel(
            row.GetString(0),
            row.GetStringOrNull(1),
            CheckpointMetadataJson.ReadTexts(row.GetString(2)),
            row.GetInt64(3)),
        model).FirstOrDefault();

    private static CheckpointMetadata Read(SqliteDataReader row)
    {
        CheckpointMetadata metadata = CheckpointColumns.Read(row);
        string? aliases = row.GetStringOrNull(CheckpointColumns.Count + 1);
        return metadata with
        {
            IsActive = row.GetBoolean(CheckpointColumns.Count),
            Aliases = aliases is null ? [] : AliasesOf(metadata.CheckpointId, aliases),
        };
    }

    private static string[] AliasesOf(string id, string aliases) =>
    [
        .. CheckpointMetadataJson.ReadTexts(aliases)
            .Where(alias => alias.Value == id)
            .Select(alias => alias.Key)
            .Order(StringComparer.Ordinal),
    ];
}
