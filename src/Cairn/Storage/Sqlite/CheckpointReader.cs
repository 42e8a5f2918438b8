namespace Cairn.Storage.Sqlite;

/// <summary>Reads the index of checkpoints. Not thread-safe.</summary>
internal sealed class CheckpointReader(SqliteReadConnection connection)
{
    public IReadOnlyList<string> ListModels() => throw new NotImplementedException(connection.Path);

    public IReadOnlyList<CheckpointMetadata> List(string model) => throw new NotImplementedException(model);

    public CheckpointMetadata? Find(string id) => throw new NotImplementedException(id);

    public CheckpointMetadata? FindBest(string model, string metric, MetricGoal goal) =>
        throw new NotImplementedException(model + metric + goal);

    public IndexedModel? FindModel(string model) => throw new NotImplementedException(model);

    public IReadOnlySet<string> Ids(string model) => throw new NotImplementedException(model);
}
