using Cairn.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cairn.Sinks.Store;

/// <summary>
/// Keeps the mark of a model's active checkpoint: the one that somebody chose; else the best, by the metric that the
/// newest ranked checkpoint names; else the newest. Belongs to the draining thread.
/// </summary>
internal sealed class ActiveCheckpoint(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _selectChosen = new(
        connection,
        """
        SELECT checkpoints.id FROM checkpoint_models JOIN checkpoints ON checkpoints.id = active
        WHERE checkpoint_models.model = $1 AND checkpoints.model = $1
        """);
    private readonly SqliteStatement _selectRanking = new(
        connection,
        $"""
        SELECT monitor_metric, goal FROM checkpoints WHERE model = $1 AND monitor_metric IS NOT NULL
        ORDER BY {BestCheckpoint.NewestFirst} LIMIT 1
        """);
    private readonly SqliteStatement _selectLeast = new(connection, BestCheckpoint.Select(MetricGoal.Minimize));
    private readonly SqliteStatement _selectGreatest = new(connection, BestCheckpoint.Select(MetricGoal.Maximize));
    private readonly SqliteStatement _selectNewest = new(
        connection, $"SELECT id FROM checkpoints WHERE model = $1 ORDER BY {BestCheckpoint.NewestFirst} LIMIT 1");
    private readonly SqliteStatement _mark = new(
        connection,
        """
        UPDATE checkpoints SET is_active = 0 WHERE model = $1 AND is_active = 1 AND id <> $2;
        UPDATE checkpoints SET is_active = 1 WHERE id = $2 AND is_active = 0
        """);

    public void Update(string model)
    {
        object? active = _selectChosen.Scalar(model) ?? FindBest(model) ?? _selectNewest.Scalar(model);
        if (active is not null)
        {
            _mark.Run(model, active);
        }
    }

    public void Dispose()
    {
        _selectChosen.Dispose();
        _selectRanking.Dispose();
        _selectLeast.Dispose();
        _selectGreatest.Dispose();
        _selectNewest.Dispose();
        _mark.Dispose();
    }

    private object? FindBest(string model)
    {
        using SqliteDataReader ranking = _selectRanking.Query(model);
        if (!ranking.Read())
        {
            return null;
        }

        var goal = (MetricGoal)ranking.GetInt32(1);
        return (goal == MetricGoal.Minimize ? _selectLeast : _selectGreatest).Scalar(model, ranking.GetString(0));
    }
}
