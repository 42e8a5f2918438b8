namespace Cairn.Storage.Sqlite;

/// <summary>
/// The SQL that finds the best checkpoint: <see cref="CheckpointOrder"/> in terms of the index. Three descents of one
/// B-tree, whatever the number of checkpoints.
/// </summary>
internal static class BestCheckpoint
{
    /// <summary>How checkpoints of a model are ordered by age.</summary>
    public const string NewestFirst = "created_ms DESC, step DESC, id DESC";

    private static readonly string Least = SelectBy("min");
    private static readonly string Greatest = SelectBy("max");

    /// <summary>Gives the id; parameters are model and metric.</summary>
    public static string Select(MetricGoal goal) => goal == MetricGoal.Minimize ? Least : Greatest;

    /// <summary>
    /// The best finite value, else the better of the infinite ones (9e999 is how SQLite writes infinity); NaN has no
    /// row.
    /// </summary>
    private static string SelectBy(string extreme) => $"""
        SELECT checkpoint FROM checkpoint_metrics WHERE model = $1 AND metric = $2 AND value = coalesce(
          (SELECT {extreme}(value) FROM checkpoint_metrics
            WHERE model = $1 AND metric = $2 AND value > -9e999 AND value < 9e999),
          (SELECT {extreme}(value) FROM checkpoint_metrics WHERE model = $1 AND metric = $2))
        ORDER BY created_ms DESC, step DESC, checkpoint DESC LIMIT 1
        """;
}
